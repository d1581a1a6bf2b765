namespace Crm.Studio;

/// <summary>Names that may be part of a file's name on every machine.</summary>
public static class FileNames
{
    const int Longest = 80;

    public static string Of(string name)
    {
        var safe = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return safe.Length == 0 ? "workflow" : safe[..Math.Min(safe.Length, Longest)];
    }
}
