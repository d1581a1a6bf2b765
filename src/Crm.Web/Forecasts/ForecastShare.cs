using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>
/// What somebody beside the main responsible has in the figures of a forecast. The main responsible counts for all of it, as AFAS has it; a figure
/// of one employee takes these parts in, a figure of a team counts every forecast once. Each part is rounded to the cent by itself.
/// </summary>
public sealed class ForecastShare
{
    /// <summary>The forecast, for its figures as they are now; a <see cref="ForecastState"/>, for those of the past.</summary>
    public required Guid FiguresId { get; init; }
    public required Guid EmployeeId { get; init; }
    /// <summary>Per cent, 1–100.</summary>
    public required int Percent { get; set; }
    public decimal ExpectedAmount { get; set; }
    public decimal WeightedAmount { get; set; }
    public decimal? OrderAmount { get; set; }

    public static IEnumerable<ForecastShare> Of(Forecast forecast) =>
        Of(forecast.Id, forecast.Shared, forecast.ResponsibleId, forecast.ExpectedAmount, forecast.WeightedAmount, forecast.OrderAmount);

    public static IEnumerable<ForecastShare> Of(ForecastState state) =>
        Of(state.Id, state.Shared, state.ResponsibleId, state.ExpectedAmount, state.WeightedAmount, state.OrderAmount);

    // Who became the main responsible counts for all of it, and is back at the share when somebody else takes over again.
    static IEnumerable<ForecastShare> Of(Guid figuresId, string shared, Guid responsibleId, decimal expected, decimal weighted, decimal? ordered) =>
        Sharing.Read(shared).Where(share => share.EmployeeId != responsibleId).Select(share => new ForecastShare
        {
            FiguresId = figuresId, EmployeeId = share.EmployeeId, Percent = share.Percent,
            ExpectedAmount = share.Of(expected), WeightedAmount = share.Of(weighted), OrderAmount = ordered is { } amount ? share.Of(amount) : null,
        });

    public static void Map(EntityTypeBuilder<ForecastShare> share)
    {
        share.HasKey(s => new { s.FiguresId, s.EmployeeId });
        share.HasIndex(s => s.EmployeeId);
    }
}
