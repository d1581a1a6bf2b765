using Crm.Data;
using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>What the last attempt to save came to.</summary>
public enum SaveState { Saved, Waiting, Refused, Conflict, Failed }

/// <summary>A quote while someone edits it: what is in the fields, and the saves that follow the typing by themselves.</summary>
public sealed class QuoteSaver
{
    readonly QuoteComposer composer;
    readonly QuoteDetails details;
    readonly Actor actor;
    QuoteContent savedContent;
    IReadOnlyList<LineEntry> savedLines;
    QuoteTexts savedTexts;

    public QuoteSaver(QuoteComposer composer, QuoteDetails details, Actor actor)
    {
        (this.composer, this.details, this.actor) = (composer, details, actor);
        Grid = new(details.Quote, details.Rates);
        Texts = savedTexts = QuoteTexts.Of(details.Quote);
        savedLines = Grid.Entries;
        savedContent = QuoteContent.Of(details.Quote);
        (Blocks, Revision, SavedAt) = (details.Quote.Blocks, details.Quote.Revision, details.Quote.SavedAt);
    }

    public QuoteGridState Grid { get; }
    public QuoteTexts Texts { get; set; }
    /// <summary>Texts and pictures as they were saved last, with who wrote them.</summary>
    public QuoteBlocks Blocks { get; private set; }
    public int Revision { get; private set; }
    public DateTime SavedAt { get; private set; }
    public SaveState State { get; private set; }
    /// <summary>What is wrong apart from the cells of the grid.</summary>
    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public bool HasChanges => !Grid.Entries.SequenceEqual(savedLines) || Texts != savedTexts;

    /// <summary>Nothing typed is only here: what cannot be saved yet counts as well.</summary>
    public bool HoldsMore => HasChanges || Grid.HasNonsense;

    public void Typed() => State = State is SaveState.Conflict ? State : SaveState.Waiting;

    /// <summary>Saves what changed. The answer is false when something was refused; what was typed stays.</summary>
    public async Task<bool> SaveAsync(CancellationToken cancellationToken = default)
    {
        if (State == SaveState.Conflict)
            return false;
        try
        {
            Faults = [];
            await SaveLinesAsync(cancellationToken);
            await SaveTextsAsync(cancellationToken);
            State = Grid.HasNonsense ? SaveState.Refused : SaveState.Saved;
        }
        catch (RefusedException refused)
        {
            State = refused.Refusal == Refusal.Conflict ? SaveState.Conflict : SaveState.Refused;
            Faults = Grid.Place(refused.Faults);
        }
        catch (DbUpdateConcurrencyException)
        {
            State = SaveState.Conflict;
            Faults = [new("", "Iemand anders bewaarde deze offerte terwijl jij eraan werkte. Wat je invoerde staat er nog.", "Someone else saved this quote while you were working on it. What you entered is still here.")];
        }
        return State == SaveState.Saved;
    }

    public void Failed() => State = SaveState.Failed;

    /// <summary>What someone else made of it since this was read.</summary>
    public IReadOnlyList<QuoteDifference> ChangesOfOthers(Quote now) => QuoteDifferences.Between(savedContent, QuoteContent.Of(now));

    /// <summary>My entries, over what someone else saved in the meantime.</summary>
    public void SaveOver(Quote now) => (Revision, State, Faults) = (now.Revision, SaveState.Waiting, []);

    async Task SaveLinesAsync(CancellationToken cancellationToken)
    {
        var lines = Grid.Entries;
        if (lines.SequenceEqual(savedLines))
            return;
        Kept(await composer.SaveLinesAsync(details.Quote.Id, lines, Revision, actor, cancellationToken));
        savedLines = lines;
        Grid.Place([]);
    }

    async Task SaveTextsAsync(CancellationToken cancellationToken)
    {
        var texts = Texts;
        if (texts == savedTexts)
            return;
        var saved = await composer.EditTextsAsync(details.Quote.Id, texts, Revision, actor, cancellationToken);
        Kept(saved);
        // Another template or language brings its own texts along; otherwise what is being typed is left alone.
        var isOther = texts.TemplateKey != savedTexts.TemplateKey || texts.Language != savedTexts.Language;
        savedTexts = texts;
        if (isOther && Texts == texts)
            Texts = savedTexts = QuoteTexts.Of(saved);
    }

    void Kept(Quote saved) => (Blocks, Revision, SavedAt, savedContent) = (saved.Blocks, saved.Revision, saved.SavedAt, QuoteContent.Of(saved));
}
