namespace Crm.Shell.Parts;

/// <summary>One sentence about what was done, with the way to undo it. Errors are never toasts: they stand where they happened.</summary>
public sealed class Toasts
{
    public event Action<ToastNote>? Shown;

    public void Show(string text, Func<Task>? undo = null) => Shown?.Invoke(new ToastNote(text, undo));
}

public sealed record ToastNote(string Text, Func<Task>? Undo);
