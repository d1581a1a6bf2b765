using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Crm.ContactMoments;

/// <summary>A planned contact moment as a file that any calendar takes in.</summary>
public static class Appointment
{
    static readonly TimeSpan UsualLength = TimeSpan.FromHours(1);

    public static byte[] AsCalendar(ContactMomentQueries.Row planned, TimeProvider clock)
    {
        var calendar = new Calendar { ProductId = "-//Peil//NL" };
        calendar.Events.Add(new CalendarEvent
        {
            // The same id each time, so that a calendar that has it already updates it.
            Uid = planned.Id.ToString("D"),
            Summary = $"{planned.Subject} · {planned.Relation}",
            Description = string.Join("\n", new[] { planned.Contact, planned.Forecast }.Where(line => line is not null)),
            DtStamp = new CalDateTime(clock.UtcNow(), "UTC"),
            Start = new CalDateTime(planned.At, "UTC"),
            Duration = Duration.FromTimeSpanExact(UsualLength),
        });
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }
}
