using Crm.Engine.Definitions;

namespace Crm.Tool;

/// <summary>Reads files and says what is wrong with them in the way compilers do: file, line and position.</summary>
static class DefinitionFile
{
    /// <summary>Null when the file cannot be read; why stands on the error output.</summary>
    public static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"{file}: cannot be read: {error.Message}");
            return null;
        }
    }

    /// <summary>A line for each fault.</summary>
    public static void Complain(string file, string json, DefinitionException faults)
    {
        foreach (var fault in faults.All)
            Console.Error.WriteLine($"{file}{JsonPosition.Of(json, fault.Place)}: {fault.Message}");
    }
}
