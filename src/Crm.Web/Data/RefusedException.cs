
namespace Crm.Data;

/// <summary>What kind of no it is; decides the HTTP status.</summary>
public enum Refusal { Invalid, NotFound, Forbidden, Conflict }

/// <summary>One thing that is wrong: the field it is wrong with (empty: the whole), and what to do about it in both languages.</summary>
public sealed record Fault(string Field, string Nl, string En)
{
    public override string ToString() => Words.Say(Nl, En);
}

/// <summary>A domain rule said no. The page shows each fault at its field; the API answers with problem details.</summary>
public sealed class RefusedException(Refusal refusal, params IReadOnlyList<Fault> faults)
    : Exception(string.Join(" ", faults.Select(fault => fault.En)))
{
    public Refusal Refusal { get; } = refusal;
    public IReadOnlyList<Fault> Faults { get; } = faults;

    /// <summary>All faults in the reader's language.</summary>
    public string Told => string.Join(" ", Faults);

    public static RefusedException Invalid(string field, string nl, string en) => new(Refusal.Invalid, new Fault(field, nl, en));
    public static RefusedException NotFound(string nl, string en) => new(Refusal.NotFound, new Fault("", nl, en));
    public static RefusedException Forbidden(string nl, string en) => new(Refusal.Forbidden, new Fault("", nl, en));
    public static RefusedException Conflict(string nl, string en) => new(Refusal.Conflict, new Fault("", nl, en));
}

public static class Refusing
{
    /// <summary>Refuses with all that is wrong at once, so that a form shows each fault at its field.</summary>
    public static void RefuseIfAny(this IEnumerable<Fault> faults)
    {
        var found = faults.ToList();
        if (found.Count > 0)
            throw new RefusedException(Refusal.Invalid, found);
    }
}
