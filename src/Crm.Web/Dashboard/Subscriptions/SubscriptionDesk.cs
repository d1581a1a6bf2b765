using Crm.Data;
using Crm.Users;

namespace Crm.Dashboard.Subscriptions;

/// <summary>A tab that somebody wants by mail.</summary>
/// <param name="At">"07:30".</param>
public sealed record SubscriptionEntry(string? Tab, string? Query, Rhythm Rhythm, DayOfWeek Weekday = DayOfWeek.Monday, string At = "07:30", AttachedAs AttachedAs = AttachedAs.Pdf);

public sealed record SubscriptionRow(Guid Id, string Tab, string Query, Rhythm Rhythm, DayOfWeek Weekday, TimeOnly At, AttachedAs AttachedAs, DateTime NextAt)
{
    /// <summary>To have it again.</summary>
    public SubscriptionEntry Entry => new(Tab, Query, Rhythm, Weekday, At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), AttachedAs);
}

/// <summary>Keeps what each employee gets by mail. Everybody has only their own.</summary>
public sealed class SubscriptionDesk(CrmDatabase database, TimeProvider clock)
{
    const int MostOfOne = 30;

    public Task<IReadOnlyList<SubscriptionRow>> ListAsync(Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<SubscriptionRow>>(async db =>
        await db.Subscriptions.Where(s => s.UserId == reader.UserId).OrderBy(s => s.NextAt).ThenBy(s => s.Id)
            .Select(s => new SubscriptionRow(s.Id, s.Tab, s.Query, s.Rhythm, s.Weekday, s.At, s.AttachedAs, s.NextAt)).ToListAsync(cancellationToken), cancellationToken);

    public Task<Guid> SubscribeAsync(SubscriptionEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var user = actor.UserId ?? throw RefusedException.Forbidden("Een abonnement is van een medewerker.", "A subscription belongs to an employee.");
        var at = Checked(entry);
        if (await db.Subscriptions.CountAsync(s => s.UserId == user, cancellationToken) >= MostOfOne)
            throw RefusedException.Invalid("", $"Je hebt al {MostOfOne} abonnementen; stop er eerst een.", $"You have {MostOfOne} subscriptions already; stop one first.");
        var subscription = new Subscription
        {
            // A past day would be the same figures each time.
            UserId = user, Tab = entry.Tab ?? "", Query = (DashboardView.Of(entry.Query, clock) with { On = null }).QueryText(clock),
            Rhythm = entry.Rhythm, Weekday = entry.Weekday, At = at, AttachedAs = entry.AttachedAs, NextAt = default,
        };
        subscription.NextAt = subscription.NextAfter(clock.UtcNow());
        db.Subscriptions.Add(subscription);
        return subscription.Id;
    }, cancellationToken);

    /// <summary>What it was, to have it again.</summary>
    public Task<SubscriptionEntry> StopAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var subscription = await db.Subscriptions.AsTracking().SingleOrDefaultAsync(s => s.Id == id && s.UserId == actor.UserId, cancellationToken)
            ?? throw RefusedException.NotFound("Dit abonnement bestaat niet meer.", "This subscription does not exist any more.");
        db.Subscriptions.Remove(subscription);
        return new SubscriptionRow(id, subscription.Tab, subscription.Query, subscription.Rhythm, subscription.Weekday, subscription.At, subscription.AttachedAs, subscription.NextAt).Entry;
    }, cancellationToken);

    static TimeOnly Checked(SubscriptionEntry entry)
    {
        List<Fault> faults = [];
        if (!DashboardView.Tabs.Contains(entry.Tab ?? ""))
            faults.Add(new("Tab", "Dit tabblad bestaat niet.", "This tab does not exist."));
        if (!Enum.IsDefined(entry.Rhythm))
            faults.Add(new("Rhythm", "Kies elke werkdag, elke week of elke maand.", "Choose each workday, each week or each month."));
        if (!Enum.IsDefined(entry.Weekday))
            faults.Add(new("Weekday", "Kies een dag van de week.", "Choose a day of the week."));
        if (!Enum.IsDefined(entry.AttachedAs))
            faults.Add(new("AttachedAs", "Kies PDF of Excel.", "Choose PDF or Excel."));
        if (!TimeOnly.TryParseExact(entry.At, "HH:mm", out var at) || at < Subscription.Earliest || at > Subscription.Latest)
            faults.Add(new("At", $"Kies een tijd tussen {Subscription.Earliest:HH\\:mm} en {Subscription.Latest:HH\\:mm}.", $"Choose a time between {Subscription.Earliest:HH\\:mm} and {Subscription.Latest:HH\\:mm}."));
        faults.RefuseIfAny();
        return at;
    }
}
