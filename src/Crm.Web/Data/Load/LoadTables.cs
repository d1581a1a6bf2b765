using Crm.ContactMoments;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Users;

namespace Crm.Data.Load;

/// <summary>What stands in the database already and the loaded records point to.</summary>
public sealed record LoadTables(
    DateOnly Today, IReadOnlyList<ForecastStatus> Statuses, ILookup<ForecastOptionKind, ForecastOption> Options, IReadOnlyList<ContactForm> Forms, IReadOnlyList<User> Sellers, VatRates Rates,
    IReadOnlyList<CatalogueItem> Catalogue, QuoteTemplate Template)
{
    public static async Task<LoadTables> ReadAsync(CrmDbContext db, QuoteTemplate template, DateOnly today, CancellationToken cancellationToken)
    {
        var sellers = await db.Users.Where(user => user.IsActive && db.UserRoles.Any(role => role.UserId == user.Id && db.Roles.Any(r => r.Id == role.RoleId && r.Name == Roles.Sales)))
            .OrderBy(user => user.Email).ToListAsync(cancellationToken);
        return new(
            today,
            await db.ForecastStatuses.Where(status => !status.IsArchived && status.Chance != null).OrderBy(status => status.Order).ToListAsync(cancellationToken),
            (await db.ForecastOptions.OrderBy(option => option.Order).ToListAsync(cancellationToken)).ToLookup(option => option.Kind),
            await db.ContactForms.OrderBy(form => form.Order).ToListAsync(cancellationToken),
            sellers,
            new VatRates(await db.VatRates.ToListAsync(cancellationToken)),
            await db.Catalogue.OrderBy(item => item.Code).ToListAsync(cancellationToken),
            template);
    }

    public IReadOnlyList<ForecastOption> Of(ForecastOptionKind kind) => [.. Options[kind]];
}
