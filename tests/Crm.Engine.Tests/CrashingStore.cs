using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Crm.Engine.Tests;

/// <summary>The server dies at a commit: just before it, so that nothing is kept, or just after, so that nobody hears that it was.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy makes a subclass of it at run time.")]
class CrashingStore : DispatchProxy
{
    MemoryStore store = null!;
    Func<bool> dies = null!;

    public static IWorkflowStore On(MemoryStore store, Random chance) => On(store, () => chance.Next(3) == 0);

    /// <summary>Dies just after that many transactions have been committed, and stays dead.</summary>
    public static IWorkflowStore After(MemoryStore store, int commits)
    {
        // A transaction saves one instance here, so it is asked twice for each.
        var asked = 0;
        return On(store, () => ++asked >= commits * 2);
    }

    static IWorkflowStore On(MemoryStore store, Func<bool> dies)
    {
        var crashing = Create<IWorkflowStore, CrashingStore>();
        var self = (CrashingStore)(object)crashing;
        (self.store, self.dies) = (store, dies);
        return crashing;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IWorkflowStore.SaveInstanceAsync) => SaveAsync((InstanceChange)args![0]!),
        nameof(IWorkflowStore.TransactAsync) => GetType().GetMethod(nameof(TransactAsync), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)!
            .MakeGenericMethod(targetMethod.GetGenericArguments()).Invoke(this, args),
        _ => targetMethod.Invoke(store, args),
    };

    async Task SaveAsync(InstanceChange change)
    {
        await store.SaveInstanceAsync(change, default);
        Crash();
    }

    protected async Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await store.TransactAsync(work, cancellationToken);
        Crash();
        return result;
    }

    void Crash()
    {
        if (dies())
            throw new CrashException();
    }
}

sealed class CrashException : Exception;
