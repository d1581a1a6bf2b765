using Crm.Data;

namespace Crm.Shell.Parts;

/// <summary>What was wrong with a form when it was sent: each fault stands at its field, all of them in the summary.</summary>
public sealed class FormFaults
{
    /// <summary>Fields listen: their own parameters do not change when a fault comes or goes.</summary>
    public event Action? Changed;

    public IReadOnlyList<Fault> All
    {
        get;
        private set
        {
            field = value;
            Changed?.Invoke();
        }
    } = [];

    public bool Any => All.Count > 0;

    public string? At(string field) => field.Length == 0
        ? null
        : All.FirstOrDefault(fault => string.Equals(fault.Field, field, StringComparison.OrdinalIgnoreCase))?.ToString();

    public void Add(string field, string nl, string en) => All = [.. All, new Fault(field, nl, en)];

    public void Add(IEnumerable<Fault> faults) => All = [.. All, .. faults];

    public void Clear() => All = [];

    /// <summary>Someone is mending this field.</summary>
    public void Forgive(string field) =>
        All = [.. All.Where(fault => !string.Equals(fault.Field, field, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Does it; a refusal becomes faults and the answer no.</summary>
    public async Task<bool> TryAsync(Func<Task> verb)
    {
        Clear();
        try
        {
            await verb();
            return true;
        }
        catch (RefusedException refused)
        {
            Add(refused.Faults);
            return false;
        }
        catch (DbUpdateConcurrencyException)
        {
            Add("", "Iemand anders heeft dit intussen gewijzigd. Jouw invoer staat er nog; laad opnieuw om de wijziging te zien.",
                "Somebody else changed this in the meantime. What you entered is still here; reload to see the change.");
            return false;
        }
    }
}
