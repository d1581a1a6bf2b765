using Crm.Documents;
using Crm.Dossiers;

namespace Crm.ContactMoments;

/// <summary>What someone is filling in about contact; kept as a draft until it is saved.</summary>
public sealed class ContactEntry
{
    public Guid? FormId { get; set; }
    public Guid? ContactId { get; set; }
    public Guid? ForecastId { get; set; }
    public DateOnly? Day { get; set; }
    /// <summary>"14:30".</summary>
    public string Time { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Report { get; set; } = "";
    public bool HasNext { get; set; }
    public DateOnly? NextDay { get; set; }
    public string NextTime { get; set; } = "10:00";
    public string NextSubject { get; set; } = "";

    public DateTime? At => Moment(Day, Time);

    public DateTime? NextAt => Moment(NextDay, NextTime);

    public bool IsPlan(TimeProvider clock) => At is { } at && at > clock.UtcNow().AddMinutes(10);

    public NextAppointment? Next => HasNext ? new(NextAt ?? default, NextSubject.Trim().Length > 0 ? NextSubject : Subject) : null;

    public LoggedContact Logged(Guid? relationId, IReadOnlyList<BroughtFile> files) =>
        new(relationId, ForecastId, ContactId, FormId ?? Guid.Empty, At ?? default, Subject, SafeHtml.FromText(Report), Next: Next) { Files = files };

    public PlannedContact Planned(Guid? relationId) => new(relationId, ForecastId, ContactId, FormId ?? Guid.Empty, At ?? default, Subject);

    public HeldContact Held(int revision, IReadOnlyList<BroughtFile> files) => new(revision, At ?? default, Subject, SafeHtml.FromText(Report), Next) { Files = files };

    public EditedContact Edited(int revision) => new(revision, ContactId, FormId ?? Guid.Empty, At ?? default, Subject, SafeHtml.FromText(Report));

    static DateTime? Moment(DateOnly? day, string time) =>
        day is { } date && TimeOnly.TryParse(time.Replace('.', ':'), System.Globalization.CultureInfo.InvariantCulture, out var at) ? Clock.Utc(date, at) : null;
}
