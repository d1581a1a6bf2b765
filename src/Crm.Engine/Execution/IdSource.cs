namespace Crm.Engine.Execution;

/// <summary>
/// Makes the ids of one burst: a random UUID of version 7, counted on. Sorted by id is sorted by time, as it is with single UUIDs, and
/// the system is asked for chance once instead of for each activity.
/// </summary>
sealed class IdSource
{
    readonly UInt128 first = NewUuid();
    uint count;

    public string Next() => (first + count++).ToString("x32", null);

    // The last 32 bits are left for counting.
    static UInt128 NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes) & ~(UInt128)uint.MaxValue;
    }
}
