using Crm.Data;
using Crm.Engine;
using Crm.Tasks;
using Crm.Users;

namespace Crm.Workflows;

/// <summary>Draws a running process from what it is made of and what it has done: the steps, who has each, and until when.</summary>
public sealed class ProcessPictures(CrmDatabase database, TimeProvider clock)
{
    public enum State { Done, Now, Future }

    public sealed record Step(string ActivityId, LocalText Name, string Who, State State);

    public sealed record Return(int From, int To, LocalText Text);

    public sealed record Picture(string InstanceId, string Name, bool IsRunning, IReadOnlyList<Step> Steps, IReadOnlyList<Return> Returns);

    sealed record Doing(string ActivityId, string Event, DateTime At);

    sealed record Asked(string ActivityId, UserTaskStatus Status, DateTime? DueAt, DateTime? CompletedAt, string? Person, string? RoleName);

    /// <param name="LastDay">The last day on which it can be signed.</param>
    sealed record Signer(string Name, DateOnly LastDay, DateTime? SignedAt);

    public Task<Picture?> OfInstanceAsync(string instanceId, Actor reader, CancellationToken cancellationToken) =>
        database.ReadAsync(db => DrawAsync(db, db.WorkflowInstances.Where(row => row.Id == instanceId), reader, cancellationToken), cancellationToken);

    public Task<Picture?> OfQuoteAsync(Guid quoteId, Actor reader, CancellationToken cancellationToken)
    {
        var correlation = quoteId.ToString("D");
        return database.ReadAsync(async db => await FirstOfAsync(db, correlation, cancellationToken) is { } instance
            ? await DrawAsync(db, db.WorkflowInstances.Where(row => row.Id == instance), reader, cancellationToken)
            : null, cancellationToken);
    }

    /// <summary>The process of the forecast's quotes: the one that runs, else the last.</summary>
    public Task<Picture?> OfForecastAsync(Guid forecastId, Actor reader, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var quotes = await db.Quotes.Where(quote => quote.ForecastId == forecastId).Select(quote => quote.Id).ToListAsync(cancellationToken);
        var instances = new List<string>();
        foreach (var quote in quotes)
            if (await FirstOfAsync(db, quote.ToString("D"), cancellationToken) is { } instance)
                instances.Add(instance);
        return await DrawAsync(db, db.WorkflowInstances.Where(row => instances.Contains(row.Id)), reader, cancellationToken);
    }, cancellationToken);

    /// <summary>A record's own process is the first about it; what a customer asks later runs beside it.</summary>
    static Task<string?> FirstOfAsync(CrmDbContext db, string correlation, CancellationToken cancellationToken) =>
        db.WorkflowInstances.Where(row => row.CorrelationId == correlation).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);

    async Task<Picture?> DrawAsync(CrmDbContext db, IQueryable<InstanceRow> candidates, Actor reader, CancellationToken cancellationToken)
    {
        var running = nameof(WorkflowStatus.Running);
        var instance = await candidates.OrderByDescending(row => row.Status == running).ThenByDescending(row => row.CreatedAt)
            .Select(row => new { row.Id, row.DefinitionVersionId, row.Status, row.CorrelationId }).FirstOrDefaultAsync(cancellationToken);
        if (instance is null || await db.WorkflowDefinitions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == instance.DefinitionVersionId, cancellationToken) is not { } definition)
            return null;
        var map = FlowMap.Read(definition.Json);
        var log = await db.WorkflowLog.Where(row => row.InstanceId == instance.Id).OrderBy(row => row.Sequence)
            .Select(row => new Doing(row.ActivityId, row.Event, row.At)).ToListAsync(cancellationToken);
        var asked = await db.Tasks.Where(task => task.WorkflowInstanceId == instance.Id).OrderBy(task => task.CreatedAt)
            .Select(task => new Asked(task.ActivityId, task.Status, task.DueAt, task.CompletedAt,
                db.Users.Where(user => user.Id == (task.CompletedById ?? task.AssigneeId)).Select(user => user.Name).FirstOrDefault(), task.RoleName))
            .ToListAsync(cancellationToken);
        var waits = await db.WorkflowBookmarks.Where(row => row.InstanceId == instance.Id).Select(row => row.ActivityId).ToListAsync(cancellationToken);
        var signer = await SignerAsync(db, instance.CorrelationId, cancellationToken);
        var steps = StepsOf(map, log, asked, waits, signer, reader);
        return new(instance.Id, definition.Name ?? definition.DefinitionId, instance.Status == running, steps, ReturnsOf(map, steps));
    }

    /// <summary>Who was asked to sign, in the process of a quote that has been sent.</summary>
    static async Task<Signer?> SignerAsync(CrmDbContext db, string? correlation, CancellationToken cancellationToken) =>
        !Guid.TryParse(correlation, out var quoteId) ? null
        : await db.Envelopes.Where(envelope => envelope.QuoteId == quoteId).OrderByDescending(envelope => envelope.CreatedAt)
            .Join(db.Quotes, envelope => envelope.QuoteId, quote => quote.Id, (envelope, quote) =>
                new Signer(envelope.SignerName != "" ? envelope.SignerName : envelope.ContactName, quote.ValidUntil, envelope.SignerName != "" ? envelope.ClosedAt : null))
            .FirstOrDefaultAsync(cancellationToken);

    List<Step> StepsOf(FlowMap map, List<Doing> log, List<Asked> asked, List<string> waits, Signer? signer, Actor reader)
    {
        var way = WithDetours(map, log);
        var now = way.FindIndex(node => waits.Exists(node.Holds) && node.IsWait);
        return [.. way.Select((node, index) => new Step(node.Id, node.Name, node.IsSignature && signer is not null ? Who(signer, index == now) : Who(node, index == now, log, asked, reader), StateOf(node, index, now, log)))];
    }

    /// <summary>Steps off the main way count when the process has been there; each stands after the step that led to it.</summary>
    static List<FlowMap.Node> WithDetours(FlowMap map, List<Doing> log)
    {
        var way = map.Steps.ToList();
        FlowMap.Node? last = null;
        foreach (var done in log.Where(entry => entry.Event == "Started"))
        {
            if (map.All.FirstOrDefault(node => node.IsStep && node.Id == done.ActivityId) is not { } node)
                continue;
            if (!way.Contains(node))
                way.Insert(last is null ? 0 : way.IndexOf(last) + 1, node);
            last = node;
        }
        return way;
    }

    static State StateOf(FlowMap.Node node, int index, int now, List<Doing> log) => index == now ? State.Now
        : now >= 0 && index > now ? State.Future
        : log.Exists(entry => entry.ActivityId == node.Id && entry.Event == "Completed") ? State.Done
        : State.Future;

    string Who(FlowMap.Node node, bool isNow, List<Doing> log, List<Asked> asked, Actor reader)
    {
        var task = asked.LastOrDefault(one => node.Holds(one.ActivityId) && one.Status != UserTaskStatus.Cancelled);
        var person = task?.Person ?? ((task?.RoleName ?? node.RoleName) is { Length: > 0 } role ? Roles.NameOf(role) : "");
        if (person == reader.Name)
            person = Say("jij", "you");
        var when = isNow ? Until(task?.DueAt) : Done(task?.CompletedAt ?? log.LastOrDefault(entry => entry.ActivityId == node.Id && entry.Event == "Completed")?.At);
        return string.Join(" · ", new[] { person, when }.Where(text => text.Length > 0));
    }

    string Who(Signer signer, bool isNow) => string.Join(" · ", new[]
    {
        signer.Name,
        isNow ? Say("tot en met ", "until ") + Formats.Date(signer.LastDay) : Done(signer.SignedAt),
    }.Where(text => text.Length > 0));

    string Until(DateTime? due) => due is { } at ? Say("vóór ", "before ") + Formats.When(at, clock) : "";

    string Done(DateTime? at) => at is { } done ? Formats.When(done, clock) : "";

    static List<Return> ReturnsOf(FlowMap map, List<Step> steps)
    {
        int At(FlowMap.Node node) => steps.FindIndex(step => step.ActivityId == node.Id);
        return [.. map.Returns().Select(back => new Return(At(back.From), At(back.To), back.Text)).Where(back => back.From >= 0 && back.To >= 0)];
    }
}
