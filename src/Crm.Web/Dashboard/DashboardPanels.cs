namespace Crm.Dashboard;

/// <summary>How much room a panel takes on a dashboard of one's own: a figure a quarter, bars and a narrow chart a half, a wide one or a table all of it.</summary>
public enum PanelSize { Quarter, Half, Whole }

/// <summary>The panels that can be put on a dashboard of one's own, by the tab that they stand on. A name with a point is a figure of a strip.</summary>
public static class DashboardPanels
{
    static readonly string[] OnEachTab = ["section"];

    static readonly Dictionary<string, string[]> Of = new()
    {
        [""] =
        [
            "figures.scored", "figures.win-rate", "figures.open", "figures.cycle-time", "figures.attained", "figures.not-scored", "figures.overdue",
            "cumulative", "statuses", "movement", "employees", "reasons", "attention", "contacts",
        ],
        ["scored"] =
        [
            "figures.scored", "figures.average", "figures.win-rate-number", "figures.win-rate-amount", "figures.cycle-time",
            "pace.velocity", "pace.cohort", "pace.accuracy", "pace.cycle-time", "months", "groups", "employees", "calibration",
        ],
        ["open"] =
        [
            "figures.open", "figures.coverage", "figures.slippage", "figures.pushed", "figures.overdue", "figures.without-next",
            "statuses", "expected-months", "conversion", "ages", "attention",
        ],
        ["not-scored"] = ["figures.not-scored", "figures.win-rate", "figures.against-competitors", "reasons", "lost-to", "statuses", "months", "trend"],
        ["targets"] = ["attained", "attained-months"],
        ["contact-moments"] =
        [
            "figures.held", "figures.per-forecast", "figures.without-next", "figures.planned", "months", "silences", "next-step", "forms", "employees",
        ],
        ["quotes"] =
        [
            "figures.sent", "figures.acceptance", "figures.awaiting", "figures.expired", "figures.margin", "figures.discount",
            "pace.to-open", "pace.open-to-sign", "pace.to-sign", "pace.versions", "months", "fates", "days", "discounts", "versions",
        ],
    };

    /// <summary>Each of them, with its tab.</summary>
    public static IEnumerable<(string Tab, string Name)> All => Of.SelectMany(tab => tab.Value.Concat(OnEachTab).Select(name => (tab.Key, name)));

    public static bool Exists(string tab, string name) => Of.TryGetValue(tab, out var names) && (names.Contains(name) || OnEachTab.Contains(name));

    public static PanelSize SizeOf(string name) => name switch
    {
        "movement" or "months" or "attained" or "section" or "trend" => PanelSize.Whole,
        _ => name.Contains('.') ? PanelSize.Quarter : PanelSize.Half,
    };
}
