using Crm.Data;

namespace Crm.Signing;

/// <summary>Whether somebody reads the mail of the address that the quote went to.</summary>
static class CodeCheck
{
    /// <summary>Compares what was typed with the code that was mailed. A wrong one is counted even though it is refused, so it is an answer and no error.</summary>
    /// <returns>How many tries are left after a wrong code; null when it was right.</returns>
    public static async Task<int?> TryCodeAsync(this CrmDbContext db, SigningEnvelope envelope, string? entered, DateTime now, Visitor visitor, CancellationToken cancellationToken)
    {
        if (envelope.Code is not { } code || !code.CanBeTried(now))
            throw RefusedException.Invalid("code", "Deze code geldt niet meer. Vraag een nieuwe.", "This code is no longer valid. Ask for a new one.");
        if (code.Is(envelope.Id, entered))
        {
            await db.LogAsync(envelope, Step.CodeVerified, now, visitor, new() { ["address"] = envelope.Email }, cancellationToken);
            return null;
        }
        envelope.Code = code with { WrongTries = code.WrongTries + 1 };
        await db.LogAsync(envelope, Step.CodeWrong, now, visitor, null, cancellationToken);
        return OneTimeCode.MaxTries - envelope.Code.WrongTries;
    }
}
