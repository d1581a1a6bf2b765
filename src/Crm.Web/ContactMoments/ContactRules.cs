using Crm.Data;

namespace Crm.ContactMoments;

/// <summary>What must be right before contact is kept; all that is wrong is said at once.</summary>
public static class ContactRules
{
    // Clocks of the browser and the server differ a little.
    static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10);

    public static void Check(Parties parties, string subject, params Fault?[] others)
    {
        List<Fault> faults = [.. parties.Faults, .. others.OfType<Fault>()];
        if (string.IsNullOrWhiteSpace(subject))
            faults.Add(new("subject", "Vul een onderwerp in.", "Enter a subject."));
        else if (subject.Trim().Length > 255)
            faults.Add(new("subject", "Het onderwerp is langer dan 255 tekens.", "The subject is longer than 255 characters."));
        faults.RefuseIfAny();
    }

    public static Fault? Past(DateTime at, TimeProvider clock)
    {
        if (Clock.Utc(at) > clock.UtcNow() + Leeway)
            return new("at", "Dit moment ligt nog in de toekomst. Plan het als afspraak.", "This moment is still in the future. Plan it as an appointment.");
        return at.Year < 2000 ? new("at", "Vul een datum na 2000 in.", "Enter a date after 2000.") : null;
    }

    public static Fault? Future(string field, DateTime at, TimeProvider clock)
    {
        if (Clock.Utc(at) < clock.UtcNow() - Leeway)
            return new(field, "Een afspraak ligt in de toekomst.", "An appointment is in the future.");
        return at > clock.UtcNow().AddYears(5) ? new(field, "Deze afspraak is meer dan vijf jaar weg.", "This appointment is more than five years away.") : null;
    }

    public static Fault? Next(NextAppointment? next, TimeProvider clock)
    {
        if (next is null)
            return null;
        if (string.IsNullOrWhiteSpace(next.Subject) || next.Subject.Trim().Length > 255)
            return new("next.subject", "Geef de volgende afspraak een onderwerp van hooguit 255 tekens.", "Give the next appointment a subject of at most 255 characters.");
        return Future("next.at", next.At, clock);
    }
}
