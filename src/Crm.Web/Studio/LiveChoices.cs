using Crm.Data;
using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.Forecasts;
using Crm.Users;
using Crm.Workflows;

namespace Crm.Studio;

/// <summary>
/// The choices of drop-downs that are filled from the company's own tables. They go along with the toolbox, which Studio loads again after
/// every save. Its other way, asking anew for each input of a selected activity, is kept for lists too long for that and for other clients:
/// Studio 3.8.2 builds its panel once per answer, a panel that comes late shows the activity as it was, and what was typed meanwhile is lost.
/// </summary>
public sealed class LiveChoices(CrmDatabase database, ActivityRegistry activities)
{
    static readonly string MailTemplates = Path.Combine(AppContext.BaseDirectory, "templates", "mail");

    // An input that may stay empty must be able to become empty again.
    static InputEditor.Choice Nothing => new(ActivityWords.Say("(none)"), "");

    // More than these make the toolbox heavy, which Studio loads again after every save.
    const int Fitting = 200;

    readonly string[] lists = [.. activities.Activities.SelectMany(activity => activity.Inputs).Select(input => input.Attribute.OptionsFrom).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Null when there is no such input or nothing to look up for it.</summary>
    public async Task<IReadOnlyList<InputEditor.Choice>?> OfAsync(string activityType, string input, CancellationToken cancellationToken) =>
        activities.Find(activityType)?.Inputs.FirstOrDefault(described => described.Name == input)?.Attribute is { OptionsFrom: { } list } attribute
            ? For(attribute, await ListAsync(list, cancellationToken))
            : null;

    /// <summary>The lists, by name, that are short enough to be sent with the toolbox.</summary>
    public async Task<IReadOnlyDictionary<string, List<InputEditor.Choice>>> FittingAsync(CancellationToken cancellationToken)
    {
        var fitting = new Dictionary<string, List<InputEditor.Choice>>();
        foreach (var list in lists)
        {
            if (await ListAsync(list, cancellationToken) is { Count: <= Fitting } choices)
                fitting[list] = choices;
        }
        return fitting;
    }

    public static IReadOnlyList<InputEditor.Choice> For(InputAttribute input, List<InputEditor.Choice> choices) => input.IsRequired ? choices : [Nothing, .. choices];

    /// <summary>The names of lists that inputs may ask for with OptionsFrom.</summary>
    Task<List<InputEditor.Choice>> ListAsync(string name, CancellationToken cancellationToken) => name switch
    {
        "forecast-statuses" => ReadAsync(db => db.ForecastStatuses.Where(status => !status.IsArchived).OrderBy(status => status.Order).Select(status => new InputEditor.Choice(InDutch ? status.Name.Nl : status.Name.En, status.Key)), cancellationToken),
        "loss-reasons" => OptionsAsync(ForecastOptionKind.LossReason, cancellationToken),
        "employees" => ReadAsync(db => db.Users.Where(user => user.IsActive).OrderBy(user => user.Name).Select(user => new InputEditor.Choice(user.Name, user.Id.ToString())), cancellationToken),
        "campaigns" => ReadAsync(db => db.Campaigns.Where(campaign => !campaign.IsArchived).OrderByDescending(campaign => campaign.StartDate).Select(campaign => new InputEditor.Choice(campaign.Name, campaign.Id.ToString())), cancellationToken),
        "campaign-actions" => ReadAsync(db => db.CampaignActions.Join(db.Campaigns.Where(campaign => !campaign.IsArchived), action => action.CampaignId, campaign => campaign.Id, (action, campaign) => new { action, campaign })
            .OrderByDescending(pair => pair.campaign.StartDate).Select(pair => new InputEditor.Choice(pair.campaign.Name + " · " + pair.action.Name, pair.action.Id.ToString())), cancellationToken),
        "roles" => Task.FromResult(Roles.All.Select(role => new InputEditor.Choice(ActivityWords.Say(Spoken.Sentence(role)), role)).ToList()),
        "mail-templates" => Task.FromResult(Templates()),
        _ => throw new InvalidOperationException($"There is no list of choices '{name}'."),
    };

    Task<List<InputEditor.Choice>> OptionsAsync(ForecastOptionKind kind, CancellationToken cancellationToken) => ReadAsync(
        db => db.ForecastOptions.Where(option => option.Kind == kind && !option.IsArchived).OrderBy(option => option.Order).Select(option => new InputEditor.Choice(InDutch ? option.Name.Nl : option.Name.En, option.Name.Nl)), cancellationToken);

    Task<List<InputEditor.Choice>> ReadAsync(Func<CrmDbContext, IQueryable<InputEditor.Choice>> query, CancellationToken cancellationToken) =>
        database.ReadAsync(db => query(db).ToListAsync(cancellationToken), cancellationToken);

    static List<InputEditor.Choice> Templates() =>
        [.. Directory.EnumerateFiles(MailTemplates, "*.nl.scriban").Select(file => Path.GetFileName(file)[..^".nl.scriban".Length]).Order(StringComparer.Ordinal).Select(key => new InputEditor.Choice(ActivityWords.Say(Spoken.Sentence(key)), key))];
}
