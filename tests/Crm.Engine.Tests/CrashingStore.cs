using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Crm.Engine.Tests;

/// <summary>The server dies at a commit: just before it, so that nothing is kept, or just after, so that nobody hears that it was.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy makes a subclass of it at run time.")]
class CrashingStore : DispatchProxy
{
    MemoryStore store = null!;
    Random chance = null!;

    public static IWorkflowStore On(MemoryStore store, Random chance)
    {
        var crashing = Create<IWorkflowStore, CrashingStore>();
        var self = (CrashingStore)(object)crashing;
        (self.store, self.chance) = (store, chance);
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
        CrashByChance();
    }

    protected async Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await store.TransactAsync(work, cancellationToken);
        CrashByChance();
        return result;
    }

    void CrashByChance()
    {
        if (chance.Next(3) == 0)
            throw new CrashException();
    }
}

sealed class CrashException : Exception;
