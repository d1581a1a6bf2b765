using Crm.Engine.Definitions;

namespace Crm.Tool;

/// <summary>Tells of each file whether it can be published, and what is wrong where.</summary>
static class ValidateFiles
{
    public static async Task<int> RunAsync(IReadOnlyList<string> files)
    {
        var bad = 0;
        foreach (var file in files)
            if (!await IsValidAsync(file))
                bad++;
        Console.WriteLine($"{files.Count - bad} valid, {bad} not valid");
        return bad == 0 ? 0 : 1;
    }

    static async Task<bool> IsValidAsync(string file)
    {
        if (DefinitionFile.Read(file) is not { } json)
            return false;
        using var stage = new Stage();
        try
        {
            var head = await stage.Runtime.Definitions.ImportAsync(json, publish: true);
            Console.WriteLine($"{file}: valid: {head.Name ?? head.DefinitionId}");
            return true;
        }
        catch (DefinitionException fault)
        {
            DefinitionFile.Complain(file, json, fault);
            return false;
        }
    }
}
