namespace Crm.Engine.Definitions;

/// <summary>What is wrong with one definition: reading goes on after a fault, so that all of them are known at once.</summary>
sealed class DefinitionFaults
{
    readonly List<DefinitionException> found = [];

    public IReadOnlyList<DefinitionException> Found => found;

    public void Add(string message, string place, Exception? inner = null) => Add(new DefinitionException(message, place, inner));

    public void Add(DefinitionException fault) => found.AddRange(fault.All.Where(one => !found.Exists(known => known.Fault == one.Fault && known.Place == one.Place)));

    public bool Knows(string message) => found.Exists(fault => fault.Fault == message);

    /// <exception cref="DefinitionException">There are faults.</exception>
    public void Throw()
    {
        if (found.Count > 0)
            throw found.Count == 1 ? found[0] : new DefinitionException(found);
    }
}
