using Crm.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Kvk;

/// <summary>The trade register for programs: search by name or number, and one company.</summary>
public static class KvkApi
{
    public static void MapKvk(this IEndpointRouteBuilder app)
    {
        var kvk = app.MapGroup("/api/kvk").RequireAuthorization().WithTags("KVK");
        kvk.MapGet("/search", SearchAsync);
        kvk.MapGet("/{number}", FindAsync);
    }

    static async Task<Results<Ok<IReadOnlyList<RegisterHit>>, ProblemHttpResult>> SearchAsync(string? name, TradeRegister register, CancellationToken cancellationToken)
    {
        var answer = await register.SearchAsync(name ?? "", cancellationToken);
        return answer.Outcome == LookupOutcome.Unavailable ? Unavailable(answer.Reason) : TypedResults.Ok(answer.Value ?? []);
    }

    static async Task<Results<Ok<RegisterEntry>, NotFound, ProblemHttpResult>> FindAsync(
        string number, string? branch, TradeRegister register, CancellationToken cancellationToken)
    {
        var kvkNumber = DutchNumbers.KvkNumber(number).OrRefuse("number");
        var branchNumber = DutchNumbers.BranchNumber(KvkReading.Padded(branch)).OrRefuse("branch");
        var answer = await register.FindAsync(kvkNumber, branchNumber, cancellationToken);
        return answer.Outcome switch
        {
            LookupOutcome.Found => TypedResults.Ok(answer.Value!),
            LookupOutcome.NothingFound => TypedResults.NotFound(),
            _ => Unavailable(answer.Reason),
        };
    }

    static ProblemHttpResult Unavailable(string reason) => TypedResults.Problem(
        title: Say("We konden de KVK niet bereiken. Vul de gegevens zelf in of probeer het later opnieuw.", "We could not reach the KVK. Type the details yourself or try again later."),
        detail: reason,
        statusCode: StatusCodes.Status503ServiceUnavailable);
}
