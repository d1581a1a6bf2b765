using System.Security.Claims;
using Crm.Relations;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Kvk;

/// <summary>The trade register for programs: search by name or number, and one company.</summary>
public static class KvkApi
{
    const int PageSize = 50;

    public static void MapKvk(this IEndpointRouteBuilder app)
    {
        var kvk = app.MapGroup("/api/kvk").RequireAuthorization().WithTags("KVK");
        kvk.MapGet("/search", SearchAsync);
        kvk.MapGet("/use", (RegisterMeter meter, CancellationToken cancellationToken) => meter.MonthsAsync(cancellationToken))
            .RequireAuthorization(staff => staff.RequireRole(Roles.Administrator));
        kvk.MapGet("/{number}", FindAsync);
        kvk.MapGet("/{number}/names", NamesAsync);
        var relations = app.MapGroup("/api/relations").RequireAuthorization(staff => staff.RequireRole(Roles.Sales, Roles.Reviewer, Roles.ProcessOwner)).WithTags("KVK");
        relations.MapGet("/register", (Guid? after, RegisterWork work, CancellationToken cancellationToken) => work.ListAsync(after, PageSize, cancellationToken));
        relations.MapPost("/{id:guid}/register/compare", CompareAsync);
        relations.MapPost("/{id:guid}/register/settle", SettleAsync);
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
            _ => TypedResults.Problem(title: RegisterTrouble.Of(answer.Outcome), detail: answer.Reason, statusCode: StatusCodes.Status503ServiceUnavailable),
        };
    }

    static async Task<Results<Ok<IReadOnlyList<string>>, NotFound, ProblemHttpResult>> NamesAsync(string number, TradeRegister register, CancellationToken cancellationToken)
    {
        var answer = await register.NamesAsync(DutchNumbers.KvkNumber(number).OrRefuse("number"), cancellationToken);
        return answer.Outcome switch
        {
            LookupOutcome.Found => TypedResults.Ok(answer.Value!),
            LookupOutcome.NothingFound => TypedResults.NotFound(),
            _ => TypedResults.Problem(title: RegisterTrouble.Of(answer.Outcome), detail: answer.Reason, statusCode: StatusCodes.Status503ServiceUnavailable),
        };
    }

    static async Task<Ok<RegisterComparison>> CompareAsync(Guid id, RegisterWatch watch, CancellationToken cancellationToken) =>
        TypedResults.Ok(await watch.CompareAsync(id, cancellationToken));

    static async Task<Ok<RegisterComparison>> SettleAsync(Guid id, Settlement settlement, ClaimsPrincipal user, RegisterWatch watch, CancellationToken cancellationToken) =>
        TypedResults.Ok(await watch.SettleAsync(id, settlement, user.AsActor(Door.Api), cancellationToken));

    static ProblemHttpResult Unavailable(string reason) =>
        TypedResults.Problem(title: RegisterTrouble.Of(LookupOutcome.Unavailable), detail: reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
