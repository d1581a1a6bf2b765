using System.Globalization;
using Crm.Data;

namespace Crm.Forecasts;

/// <summary>Somebody beside the main responsible, and the part of the forecast that counts as theirs.</summary>
/// <param name="Percent">1–100; parts need not add up to anything.</param>
public sealed record ResponsibleShare(Guid EmployeeId, int Percent)
{
    public decimal Of(decimal amount) => Math.Round(amount * Percent / 100m, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Who else is responsible, as a field of the forecast like any other, so that it has a history and two who edit it at once hear of each other: "id:30;id:20", in the order of ids.</summary>
public static class Sharing
{
    public const int MostPeople = 10;

    public static IReadOnlyList<ResponsibleShare> Read(string? shared) => string.IsNullOrEmpty(shared) ? [] :
    [
        .. shared.Split(';').Select(part => part.Split(':')).Select(part => new ResponsibleShare(Guid.Parse(part[0]), int.Parse(part[1], CultureInfo.InvariantCulture))),
    ];

    public static string Text(IEnumerable<ResponsibleShare> shares) =>
        string.Join(';', shares.OrderBy(share => share.EmployeeId).Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.EmployeeId:D}:{share.Percent}")));

    /// <summary>As an editor wants it, who sees everyone but the main responsible: what that one had stays, to go back to.</summary>
    public static string Edited(IReadOnlyList<ResponsibleShare> shares, Forecast forecast) =>
        Text(shares.Concat(Read(forecast.Shared).Where(had => had.EmployeeId == forecast.ResponsibleId && shares.All(share => share.EmployeeId != had.EmployeeId))));

    /// <summary>What is wrong with these; who had a share before may keep it, also after leaving the company.</summary>
    public static async Task<IReadOnlyList<Fault>> FaultsAsync(CrmDbContext db, string shared, string before, CancellationToken cancellationToken)
    {
        if (shared == before)
            return [];
        var (shares, had) = (Read(shared), Read(before).Select(share => share.EmployeeId).ToList());
        if (shares.Count > MostPeople)
            return [Fault($"Er kunnen hooguit {MostPeople} medewerkers meedelen.", $"At most {MostPeople} employees can share.")];
        if (shares.DistinctBy(share => share.EmployeeId).Count() < shares.Count)
            return [Fault("Een medewerker staat er twee keer bij.", "An employee is listed twice.")];
        if (shares.Any(share => share.Percent is < 1 or > 100))
            return [Fault("Een aandeel is een heel percentage van 1 tot 100.", "A share is a whole percentage from 1 to 100.")];
        var added = shares.Select(share => share.EmployeeId).Except(had).ToList();
        return await db.Users.CountAsync(user => added.Contains(user.Id) && user.IsActive, cancellationToken) < added.Count
            ? [Fault("Kies medewerkers die nog in dienst zijn.", "Choose employees who still work here.")] : [];
    }

    static Fault Fault(string dutch, string english) => new(nameof(Forecast.Shared), dutch, english);
}
