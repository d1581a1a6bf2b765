namespace Crm.Dashboard.Own;

/// <summary>Where panels stand: on a tab, from which each can be picked, or on a dashboard of one's own, where the one that was picked is drawn. On paper there is none.</summary>
/// <param name="Only">The panel that is drawn; null is all.</param>
/// <param name="PickAsync">Puts a panel on a dashboard; told its title.</param>
public sealed record Picking(string Tab, DashboardView View, string? Only = null, Func<PanelEntry, string, Task>? PickAsync = null, FiguresOnce? Once = null)
{
    public bool Shows(string name) => Only is null || Only == name;

    public bool ShowsStrip(string name) => Only?.StartsWith(name + ".", StringComparison.Ordinal) ?? true;
}

/// <summary>Figures that several panels of one page show are added up once.</summary>
public sealed class FiguresOnce
{
    readonly Dictionary<(Type, DashboardView), Task> read = [];

    public Task<T> ReadAsync<T>(DashboardView view, Func<Task<T>> readAsync) =>
        (Task<T>)(read.TryGetValue((typeof(T), view), out var known) ? known : read[(typeof(T), view)] = readAsync());
}

public static class PickingFigures
{
    public static Task<T> FiguresAsync<T>(this Picking? picking, DashboardView view, Func<Task<T>> readAsync) => picking?.Once?.ReadAsync(view, readAsync) ?? readAsync();
}
