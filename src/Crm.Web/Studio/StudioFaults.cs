using Crm.Data;
using Crm.Engine;
using Crm.Engine.Definitions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Studio;

/// <summary>
/// What cannot be done is always a 400 with its reasons under "errors": Studio shows those and goes on, and takes any other status for
/// a breakdown.
/// </summary>
public static class StudioFaults
{
    const string General = "generalErrors";

    public sealed record Answer(int StatusCode, string Message, IReadOnlyDictionary<string, string[]> Errors);

    public static async ValueTask<object?> TellAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused) when (refused.Refusal is Refusal.Invalid or Refusal.Conflict)
        {
            return Of(refused.Faults.GroupBy(fault => fault.Field.Length == 0 ? General : fault.Field)
                .ToDictionary(field => field.Key, field => field.Select(fault => fault.ToString()).ToArray()));
        }
        catch (DefinitionException faults)
        {
            return Of(new Dictionary<string, string[]> { [General] = [.. faults.All.Select(fault => fault.Message)] });
        }
        catch (AlterationException error)
        {
            return Of(new Dictionary<string, string[]> { [General] = [error.Message] });
        }
        catch (DbUpdateConcurrencyException)
        {
            return Of(new Dictionary<string, string[]> { [General] = [Say("Iemand anders was je voor. Ververs en probeer het opnieuw.", "Someone else was first. Refresh and try again.")] });
        }
    }

    static JsonHttpResult<Answer> Of(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.Json(new Answer(StatusCodes.Status400BadRequest, Say("Dit kan zo niet.", "This cannot be done."), errors), StudioJson.Options, statusCode: StatusCodes.Status400BadRequest);
}
