using Crm.Engine;
using Crm.Engine.Definitions;

namespace Crm.ContactMoments;

/// <summary>Starts the process that a form of contact asks for, in the transaction that logs the contact.</summary>
public sealed class FollowUp(WorkflowRuntime runtime, ILogger<FollowUp> logger)
{
    public async Task StartAsync(ContactMoment moment, ContactForm form, Guid? nextAppointmentId, CancellationToken cancellationToken)
    {
        if (form.FollowUpDefinitionId is not { } definitionId)
            return;
        try
        {
            await runtime.StartAsync(Request(moment, definitionId, nextAppointmentId), cancellationToken);
        }
        catch (DefinitionException missing)
        {
            // What was said at a customer's must not get lost because a process was taken away.
            logger.LogWarning(missing, "Contact moment {ContactMomentId} was logged without its follow-up: {DefinitionId} is not published", moment.Id, definitionId);
        }
    }

    static StartWorkflow Request(ContactMoment moment, string definitionId, Guid? nextAppointmentId) => new(definitionId)
    {
        CorrelationId = moment.Id.ToString("D"),
        Name = moment.Subject,
        Input = new Dictionary<string, object?>
        {
            ["ContactMoment"] = moment.Id.ToString("D"),
            ["ContactMomentId"] = moment.Id.ToString("D"),
            ["ForecastId"] = moment.ForecastId?.ToString("D"),
            ["RelationId"] = moment.RelationId.ToString("D"),
            ["EmployeeId"] = moment.EmployeeId.ToString("D"),
            ["NextAppointmentId"] = nextAppointmentId?.ToString("D"),
        },
    };
}
