using Crm.ContactMoments;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Relations;

namespace Crm.Data.Seed;

/// <summary>The demo company's conversations about its forecasts, and the appointments that stand.</summary>
public sealed class DemoContacts(CrmDbContext db, DemoStory story)
{
    public sealed record Talk(int Form, string Subject, string Report);

    public static readonly IReadOnlyList<Talk> Talks =
    [
        new(0, "Eerste kennismaking", "Gebeld naar aanleiding van de aanvraag. Ze zoeken een partij die ontwerp en montage in één hand houdt. Wil eind deze maand een rondgang."),
        new(0, "Planning en levertijd", "“Levering vóór het seizoen is voor ons belangrijker dan de laatste 2 %.” Stuurt de plattegrond en het elektraschema na."),
        new(0, "Vragen over de offerte", "Vraagt of de demontage van de oude units is inbegrepen en wie het koudemiddel afvoert. Beide bevestigd. Legt het volgende week intern voor."),
        new(0, "Nabellen", "Nog geen besluit: de directeur is met vakantie. Afgesproken dat ik over twee weken weer bel."),
        new(1, "Rondgang op locatie", "Rondgang met bedrijfsleiding en techniek. Twee oude units vervangen, monitoring gewenst. De dakdoorvoer is aan de krappe kant; constructeur laten meekijken."),
        new(1, "Opname productiehal", "Maten genomen en foto’s gemaakt. Stroomaansluiting is 3×80 A, dus verzwaren is niet nodig. Werk kan alleen in het weekend."),
        new(1, "Offerte doorgenomen", "Offerte regel voor regel doorgenomen. Ze vinden de prijs aan de hoge kant maar waarderen de servicetijd van vier uur. Vergelijken nog met één andere partij."),
        new(2, "Technisch overleg", "Online overleg met hun adviseur. Keuze gevallen op CO2 vanwege de F-gassenregels. Wij leveren een aangepast principeschema."),
        new(2, "Bespreking alternatieven", "Drie varianten besproken. Variant 2 met warmteterugwinning heeft de voorkeur; terugverdientijd van zes jaar is acceptabel."),
        new(3, "Documentatie gestuurd", "Referenties en datasheets gestuurd van twee vergelijkbare projecten. Vraagt om een bezoek aan één ervan."),
        new(4, "Gesproken op de vakbeurs", "Kort gesproken op de stand. Heeft klachten over de huidige leverancier en wil voor de zomer een second opinion."),
    ];

    public static readonly IReadOnlyList<string> Appointments = ["Offerte doornemen", "Rondgang op locatie", "Nabellen over besluit", "Technisch overleg", "Kennismaking directie", "Planning afstemmen"];

    public void Add(IReadOnlyList<Forecast> forecasts)
    {
        foreach (var forecast in forecasts)
            AddTalks(forecast);
        var open = forecasts.Where(f => f.Result == ForecastResult.Open).ToList();
        // One in eight has no next appointment: that is what the dashboard asks attention for.
        foreach (var (forecast, index) in open.Select((forecast, index) => (forecast, index)).Where(pair => pair.index % 8 != 3))
            Plan(forecast, index);
    }

    void AddTalks(Forecast forecast)
    {
        var end = forecast.ClosedOn ?? story.Today;
        var days = Math.Max(1, end.DayNumber - forecast.StartDate.DayNumber);
        var number = forecast.Result == ForecastResult.Open ? story.Random.Next(1, 4) : story.Random.Next(1, 3);
        foreach (var talk in Enumerable.Range(0, number).Select(_ => story.Pick(Talks)))
        {
            var day = story.Workday(forecast.StartDate.AddDays(story.Random.Next(0, days)));
            // A day before today, so that no conversation is still to come.
            Keep(forecast, story.SomeTime(day < story.Today ? day : story.Today.AddDays(-1)), talk.Form, talk.Subject, $"<p>{talk.Report}</p>", isPlanned: false);
        }
    }

    void Plan(Forecast forecast, int index)
    {
        var day = story.Workday(story.Today.AddDays(1 + index % 21));
        var isToday = index % 19 == 0;
        Keep(forecast, isToday ? story.At(story.Today, 16, 30) : story.SomeTime(day), index % 3, story.Pick(Appointments), "", isPlanned: true);
    }

    void Keep(Forecast forecast, DateTime at, int formIndex, string subject, string report, bool isPlanned)
    {
        var form = story.Forms[formIndex];
        var contact = story.Contacts[forecast.Relation!.OrganisationId].First(c => c.Id == forecast.ContactId);
        var parties = new Parties(forecast.RelationId, forecast.Id, contact, forecast.ResponsibleId, form, []);
        var moment = new ContactMoment
        {
            RelationId = forecast.RelationId, ForecastId = forecast.Id, ContactId = contact.Id, EmployeeId = forecast.ResponsibleId, FormId = form.Id,
            At = at, Subject = subject, Report = report, IsPlanned = isPlanned, CreatedAt = isPlanned ? story.SomeTime(story.Today.AddDays(-2)) : at,
        };
        db.ContactMoments.Add(moment);
        db.Dossier.Add(parties.Tell(moment, story.As(forecast.ResponsibleId), moment.CreatedAt));
    }
}
