using Crm.Data;
using Crm.Users;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes.Layout;

/// <summary>A stretch of work on a draft by one person, with what the quote said before it. What came of it is what the next one found.</summary>
public sealed class QuoteEdit
{
    /// <summary>Saving goes on while someone types; a pause as long as this begins another stretch.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid QuoteId { get; init; }
    /// <summary>Null: a process.</summary>
    public required Guid? ById { get; init; }
    public required string By { get; init; }
    public required DateTime From { get; init; }
    public required DateTime To { get; set; }
    public required QuoteContent Before { get; init; }

    public static void Map(EntityTypeBuilder<QuoteEdit> edit)
    {
        edit.HasIndex(e => new { e.QuoteId, e.From });
        edit.Property(e => e.Before).HasConversion<JsonColumn<QuoteContent>>(new JsonComparer<QuoteContent>());
    }

    /// <summary>Goes on with the stretch that the same person was in, or begins one.</summary>
    internal static async Task KeepAsync(CrmDbContext db, Quote quote, QuoteContent before, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        var last = await db.QuoteEdits.Where(edit => edit.QuoteId == quote.Id).OrderByDescending(edit => edit.From).ThenByDescending(edit => edit.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is not null && last.ById == actor.UserId && now - last.To < Pause)
            last.To = now;
        else
            db.QuoteEdits.Add(new() { QuoteId = quote.Id, ById = actor.UserId, By = actor.Name, From = now, To = now, Before = before });
    }
}
