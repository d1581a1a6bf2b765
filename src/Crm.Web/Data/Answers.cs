using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Data;

/// <summary>The id of what a request made.</summary>
public sealed record Made(Guid Id);

/// <summary>Whether something retires, or comes back.</summary>
public sealed record Archive(bool IsArchived);

public static class Answers
{
    /// <summary>204, once it is done.</summary>
    public static async Task<NoContent> DoneAsync(Task done)
    {
        await done;
        return TypedResults.NoContent();
    }
}
