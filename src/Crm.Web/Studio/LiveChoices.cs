using Crm.Data;
using Crm.Engine.Definitions;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Studio;

/// <summary>The choices of drop-downs that are filled from the company's own tables each time an activity is selected.</summary>
public sealed class LiveChoices(CrmDatabase database, ActivityRegistry activities)
{
    static readonly string MailTemplates = Path.Combine(AppContext.BaseDirectory, "templates", "mail");

    // An input that may stay empty must be able to become empty again.
    static readonly InputEditor.Choice Nothing = new("(none)", "");

    /// <summary>Null when there is no such input or nothing to look up for it.</summary>
    public async Task<IReadOnlyList<InputEditor.Choice>?> OfAsync(string activityType, string input, CancellationToken cancellationToken)
    {
        if (activities.Find(activityType)?.Inputs.FirstOrDefault(described => described.Name == input)?.Attribute is not { OptionsFrom: { } list } attribute)
            return null;
        var choices = await ListAsync(list, cancellationToken);
        return attribute.IsRequired ? choices : [Nothing, .. choices];
    }

    /// <summary>The names of lists that inputs may ask for with OptionsFrom.</summary>
    Task<List<InputEditor.Choice>> ListAsync(string name, CancellationToken cancellationToken) => name switch
    {
        "forecast-statuses" => ReadAsync(db => db.ForecastStatuses.OrderBy(status => status.Order).Select(status => new InputEditor.Choice(status.Name.En, status.Key)), cancellationToken),
        "loss-reasons" => OptionsAsync(ForecastOptionKind.LossReason, cancellationToken),
        "employees" => ReadAsync(db => db.Users.Where(user => user.IsActive).OrderBy(user => user.Name).Select(user => new InputEditor.Choice(user.Name, user.Id.ToString())), cancellationToken),
        "roles" => Task.FromResult(Roles.All.Select(role => new InputEditor.Choice(Spoken.Sentence(role), role)).ToList()),
        "mail-templates" => Task.FromResult(Templates()),
        _ => throw new InvalidOperationException($"There is no list of choices '{name}'."),
    };

    Task<List<InputEditor.Choice>> OptionsAsync(ForecastOptionKind kind, CancellationToken cancellationToken) => ReadAsync(
        db => db.ForecastOptions.Where(option => option.Kind == kind && !option.IsArchived).OrderBy(option => option.Order).Select(option => new InputEditor.Choice(option.Name.En, option.Name.Nl)), cancellationToken);

    Task<List<InputEditor.Choice>> ReadAsync(Func<CrmDbContext, IQueryable<InputEditor.Choice>> query, CancellationToken cancellationToken) =>
        database.ReadAsync(db => query(db).ToListAsync(cancellationToken), cancellationToken);

    static List<InputEditor.Choice> Templates() =>
        [.. Directory.EnumerateFiles(MailTemplates, "*.nl.scriban").Select(file => Path.GetFileName(file)[..^".nl.scriban".Length]).Order(StringComparer.Ordinal).Select(key => new InputEditor.Choice(Spoken.Sentence(key), key))];
}
