namespace Crm.Shell.Parts;

/// <summary>The drawings of <see cref="Icon"/>: 20 px grid, 1.6 stroke, current colour.</summary>
public static class IconShapes
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["task"] = """<path d="M4 5.5h2.5M4 10h2.5M4 14.5h2.5M9 5.5h7.5M9 10h7.5M9 14.5h7.5"/>""",
        ["rel"] = """<path d="M3.5 16.5V6.2L10 3.5v13M10 8l6.5 2v6.5M2.5 16.5h15M6.2 8h.8M6.2 11h.8M12.8 12.5h.8"/>""",
        ["fc"] = """<path d="M5 2.5v15M5 4h4M5 7.2h2.5M5 10.4h4M5 13.6h2.5M12 16c1.2-1 2-1 3 0s1.8 1 3 0M12.5 12.5 15 4l2.5 3"/>""",
        ["quote"] = """<path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 9.5h5M7.5 12h5M7.5 14.5h3"/>""",
        ["project"] = """<path d="M2.5 6.5h15v10h-15zM7 6.5v-2.5h6v2.5M2.5 11h15M10 10v2.2"/>""",
        ["camp"] = """<path d="M3 8v4l2 .3L6 16h2l-.6-3.4L15 15V5L5 7.7zM15 8.5c1.3.3 1.3 2.7 0 3"/>""",
        ["dash"] = """<path d="M3 16.5h14M5 16.5v-5M9 16.5V6M13 16.5V9M16.5 16.5V3.5"/>""",
        ["flow"] = """<rect x="2.5" y="3" width="6" height="4.5" rx="1"/><rect x="11.5" y="12.5" width="6" height="4.5" rx="1"/><path d="M5.5 7.5v3c0 2.6 1.5 4.2 6 4.2M8.5 5.2h3.2c2 0 2.8 1 2.8 3v4.3"/>""",
        ["set"] = """<circle cx="10" cy="10" r="2.6"/><path d="M10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M4.7 15.3l1.6-1.6M13.7 6.3l1.6-1.6"/>""",
        ["pin"] = """<path d="M7.5 3h5l-.8 5.2 2.8 2.8h-9l2.8-2.8zM10 11v6"/>""",
        ["search"] = """<circle cx="9" cy="9" r="5"/><path d="m13 13 4 4"/>""",
        ["plus"] = """<path d="M10 4v12M4 10h12"/>""",
        ["check"] = """<path d="m4.5 10.5 3.5 3.5 7.5-8"/>""",
        ["x"] = """<path d="m5 5 10 10M15 5 5 15"/>""",
        ["back"] = """<path d="M8.5 15 3.5 10l5-5M4 10h12.5"/>""",
        ["ret"] = """<path d="M7.5 13.5 3.5 9.5l4-4M4 9.5h8a4.2 4.2 0 0 1 0 8.4h-1"/>""",
        ["chev"] = """<path d="m8 5 5 5-5 5"/>""",
        ["down"] = """<path d="m5 8 5 5 5-5"/>""",
        ["phone"] = """<path d="M4 3.5h3l1.3 3.6-1.8 1.4a10 10 0 0 0 5 5l1.4-1.8 3.6 1.3v3c0 .6-.5 1-1 1C9 17 3 11 3 4.5c0-.6.4-1 1-1z"/>""",
        ["mail"] = """<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/><path d="m3 5.5 7 5.5 7-5.5"/>""",
        ["cal"] = """<rect x="3" y="4" width="14" height="13" rx="1.5"/><path d="M3 8h14M7 2.5v3M13 2.5v3"/>""",
        ["warn"] = """<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.2"/>""",
        ["info"] = """<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4M10 6.6v.2"/>""",
        ["clock"] = """<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.8"/>""",
        ["user"] = """<circle cx="10" cy="7" r="3.2"/><path d="M4 16.5c.6-3.2 3-4.5 6-4.5s5.4 1.3 6 4.5"/>""",
        ["more"] = """<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.6"/>""",
        ["att"] = """<path d="m14.5 9.5-5 5a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-5.8 5.8"/>""",
        ["lock"] = """<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>""",
        ["eye"] = """<path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2"/>""",
        ["drag"] = """<path d="M7.5 5h.01M7.5 10h.01M7.5 15h.01M12.5 5h.01M12.5 10h.01M12.5 15h.01" stroke-width="2.2"/>""",
        ["filter"] = """<path d="M3 5h14M6 10h8M8.5 15h3"/>""",
        ["sign"] = """<path d="M3 14c2.5 0 3.5-9 5.5-9s-1.5 9 1 9c1.5 0 1.5-3 3-3s.5 3 2 3c.8 0 1.3-.3 2-.8M3 17.5h14"/>""",
        ["send"] = """<path d="M17 3 2.5 8.8l5.3 2.7L10.5 17z M7.8 11.5 17 3"/>""",
        ["chat"] = """<path d="M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z"/>""",
        ["down2"] = """<path d="M10 3v9M6 8.5l4 4 4-4M4 16.5h12"/>""",
        ["moon"] = """<path d="M15.5 12A6.5 6.5 0 0 1 8 4.5a6 6 0 1 0 7.5 7.5z"/>""",
        ["edit"] = """<path d="m4 16 .8-3.6L13 4.2l2.8 2.8-8.2 8.2zM11.5 5.7l2.8 2.8"/>""",
        ["bullets"] = """<path d="M4 5.5h.01M4 10h.01M4 14.5h.01" stroke-width="2.6"/><path d="M8 5.5h8.5M8 10h8.5M8 14.5h8.5"/>""",
        ["numbers"] = """<path d="M3.2 4.4 4.6 3.5v4M3 12.6c.2-1.4 2.2-1.3 2.2.1 0 1-2.2 1.6-2.2 2.8h2.4M8.5 5.5h8M8.5 14h8"/>""",
        ["trash"] = """<path d="M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5"/>""",
    };
}
