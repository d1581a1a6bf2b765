using Crm.Campaigns;
using Crm.ContactMoments;
using Crm.Engine.Activities;
using Crm.Engine.Definitions;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Mail;
using Crm.Projects;
using Crm.Quotes;
using Crm.Signing;
using Crm.Studio;
using Crm.Tasks;

namespace Crm;

/// <summary>The domain's own workflow activities, one line each; the engine adds its built-in ones.</summary>
public static class CrmActivities
{
    public static readonly IReadOnlyList<ActivityDescriptor> All =
    [
        ActivityDescriptor.Of<AssignUserTask>(),
        ActivityDescriptor.Of<CreateRelationFromSubmission>(),
        ActivityDescriptor.Of<RejectSubmission>(),
        ActivityDescriptor.Of<SendMail>(),
        ActivityDescriptor.Of<SetForecastStatus>(),
        ActivityDescriptor.Of<CloseForecast>(),
        ActivityDescriptor.Of<SetQuoteStatus>(),
        ActivityDescriptor.Of<CheckOtherQuotes>(),
        ActivityDescriptor.Of<CreateProject>(),
        ActivityDescriptor.Of<RenderQuote>(),
        ActivityDescriptor.Of<SendQuote>(),
        ActivityDescriptor.Of<AwaitSignature>(),
        ActivityDescriptor.Of<RemindContact>(),
        ActivityDescriptor.Of<ExpireQuote>(),
        ActivityDescriptor.Of<AnswerQuestion>(),
        ActivityDescriptor.Of<CounterSignQuote>(),
        ActivityDescriptor.Of<PlanContactMoment>(),
        ActivityDescriptor.Of<AddDossierItem>(),
        ActivityDescriptor.Of<AddToCampaign>(),
    ];

    public static ActivityRegistry Registry => new([.. BuiltInActivities.All, .. All], CrmRecords.All.Select(kind => kind.TypeName));
}
