namespace Crm.Data;

/// <summary>
/// Sees to it that one server at a time works on a SQLite file: a second one would not hear of what the first one changes. The system lets go
/// of the file when the process ends, however it ends.
/// </summary>
public sealed class SqliteOwner(CrmSettings settings) : IDisposable
{
    FileStream? held;

    /// <exception cref="RefusedException">Another server works on it.</exception>
    public void Take()
    {
        var file = Path.GetFullPath(Path.Combine(settings.Data, "crm.lock"));
        try
        {
            held ??= new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw RefusedException.Conflict(
                $"Op de map {settings.Data} draait al een server. Stop die eerst, of kies een andere map met --data; meer servers tegelijk kan op PostgreSQL.",
                $"A server is running on the folder {settings.Data} already. Stop that one first, or choose another folder with --data; several servers at once need PostgreSQL.");
        }
    }

    public void Dispose() => held?.Dispose();
}
