using Crm.ContactMoments;
using Crm.Data.Seed;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;

namespace Crm.Data.Load;

/// <summary>The contact about a forecast: ten conversations on average, and for most open ones the next appointment.</summary>
public sealed class LoadedTalks(LoadTables tables, LoadChance chance, LoadedRows rows)
{
    public void Add(Forecast forecast, Contact contact, User seller, DateOnly start, DateOnly end)
    {
        for (var left = chance.Between(4, 16); left > 0; left--)
        {
            var talk = chance.Pick(DemoContacts.Talks);
            var at = chance.Moment(chance.Day(start, end));
            Keep(forecast, contact, seller, tables.Forms[talk.Form % tables.Forms.Count], at, at, talk.Subject, $"<p>{talk.Report}</p>");
        }
        if (forecast.IsOpen && chance.Percent(88))
        {
            Keep(forecast, contact, seller, chance.Pick(tables.Forms), chance.Moment(tables.Today.AddDays(chance.Between(1, 30))), chance.Moment(tables.Today.AddDays(-1)),
                chance.Pick(DemoContacts.Appointments), "");
        }
    }

    /// <param name="made">When it was written down: later than that it is an appointment.</param>
    void Keep(Forecast forecast, Contact contact, User seller, ContactForm form, DateTime at, DateTime made, string subject, string report)
    {
        var moment = new ContactMoment
        {
            Id = chance.Id(at), RelationId = forecast.RelationId, ForecastId = forecast.Id, ContactId = contact.Id, EmployeeId = seller.Id, FormId = form.Id,
            At = at, Subject = subject, Report = report, IsPlanned = at > made, CreatedAt = made,
        };
        rows.Moments.Add(moment);
        rows.Dossier.Add(new Parties(forecast.RelationId, forecast.Id, contact, seller.Id, form, []).Tell(moment, new Actor(seller.Id, seller.Name, Door.Page, []), made));
    }
}
