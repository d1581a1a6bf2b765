using Crm.Engine.Definitions;

namespace Crm.Workflows;

/// <summary>Writes a page for every activity, as files that can be read beside the code.</summary>
public static class ActivityDocs
{
    public const string Index = "README.md";

    /// <summary>What the folder must contain: a text for each file name.</summary>
    public static IReadOnlyDictionary<string, string> Pages()
    {
        var activities = CrmActivities.Registry.Activities;
        var pages = activities.ToDictionary(ActivityPages.FileName, ActivityPages.Page);
        pages[Index] = ActivityPages.Index(activities);
        return pages;
    }

    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder, "*.md"))
            File.Delete(old);
        foreach (var (name, text) in Pages())
            File.WriteAllText(Path.Combine(folder, name), text);
        Console.WriteLine($"{Pages().Count} pages in {folder}");
        return 0;
    }
}
