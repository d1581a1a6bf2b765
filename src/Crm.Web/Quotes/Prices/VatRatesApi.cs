using System.Security.Claims;
using Crm.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Quotes.Prices;

/// <summary>The dated VAT rates, for programs.</summary>
public static class VatRatesApi
{
    public static void MapVatRates(this IEndpointRouteBuilder app)
    {
        var rates = app.MapGroup("/api/vat-rates").WithTags("Catalogue").RequireAuthorization();
        rates.MapGet("/", (VatRateDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken));
        var owner = rates.MapGroup("").RequireAuthorization(may => may.RequireRole(Roles.ProcessOwner));
        owner.MapPost("/", async (VatRateEntry entry, ClaimsPrincipal user, VatRateDesk desk, CancellationToken cancellationToken) =>
            TypedResults.Created("/api/vat-rates", await desk.AddAsync(entry, user.AsActor(Door.Api), cancellationToken))).WithSummary("Announces a rate that begins on a day after today.");
        owner.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Takes back a rate that does not hold yet.");
    }

    static async Task<NoContent> RemoveAsync(Guid id, ClaimsPrincipal user, VatRateDesk desk, CancellationToken cancellationToken)
    {
        await desk.RemoveAsync(id, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }
}
