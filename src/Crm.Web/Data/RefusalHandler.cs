using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Data;

/// <summary>Turns a domain rule's no, and a lost race, into problem details in the caller's language. Anything else stays a 500 without details.</summary>
public sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            RefusedException refused => Of(refused),
            DbUpdateConcurrencyException => new ProblemDetails
            {
                Status = StatusCodes.Status409Conflict,
                Title = Say("Iemand anders was je voor. Ververs en probeer het opnieuw.", "Someone else was first. Refresh and try again."),
            },
            BadHttpRequestException bad => new ProblemDetails
            {
                Status = bad.StatusCode,
                Title = Say("Het verzoek is niet te lezen: controleer de JSON en de typen van de velden.", "The request cannot be read: check the JSON and the types of the fields."),
                Detail = bad.InnerException?.Message,
            },
            _ => null,
        };
        if (problem is null)
            return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    /// <summary>What the web server itself refuses, in our words.</summary>
    public static void Translate(ProblemDetailsContext context)
    {
        if (context.ProblemDetails.Status == StatusCodes.Status413PayloadTooLarge)
            context.ProblemDetails.Title = Say("Dit is te groot. Een bestand is hooguit 20 MB, een lijst om in te lezen 60 MB.", "This is too large. A file has at most 20 MB, a list to import 60 MB.");
    }

    static ProblemDetails Of(RefusedException refused)
    {
        var problem = new ProblemDetails
        {
            Status = refused.Refusal switch
            {
                Refusal.NotFound => StatusCodes.Status404NotFound,
                Refusal.Forbidden => StatusCodes.Status403Forbidden,
                Refusal.Conflict => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status400BadRequest,
            },
            Title = refused.Told,
        };
        problem.Extensions["errors"] = refused.Faults.GroupBy(fault => fault.Field).ToDictionary(field => field.Key, field => field.Select(fault => fault.ToString()).ToArray());
        return problem;
    }
}
