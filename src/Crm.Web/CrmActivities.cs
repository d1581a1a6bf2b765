using Crm.Forecasts;
using Crm.Projects;

namespace Crm;

/// <summary>The domain's own workflow activities, one line each; the engine adds its built-in ones.</summary>
public static class CrmActivities
{
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(SetForecastStatus),
        typeof(CloseForecast),
        typeof(CreateProject),
    ];
}
