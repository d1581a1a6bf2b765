using System.Collections.Concurrent;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// A small number for each person, group, status and whatever else figures are divided by: a quarter of an id, by the million. 0 is none.
/// They are only ever added to, by one at a time, while others read.
/// </summary>
public sealed class Codes
{
    const int Unknown = -1;
    readonly ConcurrentDictionary<Guid, int> codes = [];
    volatile Guid[] ids = [Guid.Empty];

    /// <summary>One more than the highest.</summary>
    public int Count => ids.Length;

    /// <summary>Gives one out when there is none yet.</summary>
    public int Of(Guid? id)
    {
        if (id is not { } one)
            return 0;
        if (codes.TryGetValue(one, out var code))
            return code;
        ids = [.. ids, one];
        return codes[one] = ids.Length - 1;
    }

    /// <summary>That of what nothing belongs to matches nothing.</summary>
    public int Find(Guid? id) => id is not { } one ? 0 : codes.TryGetValue(one, out var code) ? code : Unknown;

    public Guid? this[int code] => code == 0 ? null : ids[code];
}
