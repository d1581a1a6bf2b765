using System.Globalization;
using Crm.Users;

namespace Crm.Dossiers;

/// <summary>An item as the timeline says it, in the reader's language.</summary>
/// <param name="Icon">Name of the glyph.</param>
/// <param name="Line">The second line; may be empty.</param>
public sealed record DossierSentence(string Icon, string Title, string Line)
{
    /// <param name="names">What ids in the details are called: contact forms.</param>
    public static DossierSentence Of(DossierItem item, Func<Guid, string> names)
    {
        var told = new Telling(item.Details, names);
        return item.Kind switch
        {
            DossierKind.Note => new("edit", told.Or(Detail.Subject, Say("Notitie", "Note")), ""),
            DossierKind.RelationCreated => new("rel", Say("Relatie aangemaakt", "Relation created"), told.Line(Detail.Name, Detail.Number)),
            DossierKind.SubmissionReceived => new("rel", Say("Nieuwe relatie ingestuurd", "New relation submitted"), told.Line(Detail.Name, Detail.Number)),
            DossierKind.SubmissionRejected => new("x", Say("Inzending afgewezen", "Submission rejected"), told.Line(Detail.Name, Detail.Number)),
            DossierKind.TaskCompleted => new("task", Say("Taak afgehandeld: ", "Task completed: ") + told.TaskTitle, told.Outcome),
            DossierKind.MailSent => new("mail", Say("Mail verstuurd", "Mail sent") + told.After(": ", Detail.Subject), told.Line(Detail.Person, Detail.Email)),
            DossierKind.MailBounced => new("ret", Say("Mail kwam terug", "Mail bounced") + told.After(": ", Detail.Subject), told.Line(Detail.Person, Detail.Email, Detail.Reason)),
            DossierKind.ProjectCreated => new("project", Say("Project gemaakt", "Project created"), told.Line(Detail.Number, Detail.Name, Detail.Amount)),
            DossierKind.FieldChanged => new("edit", told.FieldName + Say(" gewijzigd", " changed"), told.FromTo),
            DossierKind.ConsentGiven => new("check", Say("Toestemming gegeven", "Consent given") + told.After(Say(" door ", " by "), Detail.Person), told.OutcomeAnd(Detail.Subject)),
            DossierKind.ConsentWithdrawn => new("x", Say("Toestemming ingetrokken", "Consent withdrawn") + told.After(Say(" door ", " by "), Detail.Person), told.OutcomeAnd(Detail.Subject)),
            DossierKind.ObjectionMade => new("x", Say("Bezwaar gemaakt", "Objection made") + told.After(Say(" door ", " by "), Detail.Person), told.OutcomeAnd(Detail.Subject)),
            DossierKind.MailFiled => new("mail", Say("Mail van ", "Mail from ") + told[Detail.Person] + told.After(": ", Detail.Subject), told.After(Say("aan ", "to "), Detail.Email)),
            DossierKind.CampaignCreated => new("camp", Say("Campagne gemaakt", "Campaign made"), told.Line(Detail.Number, Detail.Name)),
            DossierKind.CampaignActionStarted => new("camp", Say("Actie gestart: ", "Action started: ") + told[Detail.Name], Say($"{told[Detail.Number]} contacten", $"{told[Detail.Number]} contacts")),
            DossierKind.CampaignReached => new(told.Or(Detail.Icon, "camp"), Say("Campagne: ", "Campaign: ") + told[Detail.Subject], told.Line(Detail.Name, Detail.Person)),
            DossierKind.Merged => new("rel", Say("Samengevoegd", "Merged"), told.Merge),
            DossierKind.MergeUndone => new("ret", Say("Samenvoeging teruggedraaid", "Merge undone"), told.Merge),
            DossierKind.PersonErased => new("x", Say("Iemand gewist op eigen verzoek (AVG)", "Somebody erased at their own request (GDPR)"), ""),
            DossierKind.ContactMoment => told.ContactMoment(item.Text.Length > 0),
            _ when item.Kind.ToString().StartsWith("Quote", StringComparison.Ordinal) => OfQuote(item.Kind, told),
            _ => OfForecast(item.Kind, told),
        };
    }

    /// <summary>Who did it: a person, or the process on someone's behalf.</summary>
    public static string By(DossierItem item) => item.Door == Door.Workflow ? Say("door proces ", "by process ") + item.ByName : item.ByName;

    /// <summary>People's own acts stand on green, the system's are outlined.</summary>
    public static bool IsBySystem(DossierItem item) => item.Door is Door.Workflow or Door.System;

    static DossierSentence OfForecast(DossierKind kind, Telling told) => kind switch
    {
        DossierKind.ForecastCreated => new("fc", Say("Forecast aangemaakt", "Forecast created"), told.Line(Detail.Number, Detail.Name, Detail.Amount)),
        DossierKind.StatusChanged => new("fc", Say("Status gewijzigd", "Status changed"), ""),
        DossierKind.ForecastReopened => new("fc", Say("Forecast heropend", "Forecast reopened"), told.Line(Detail.Number)),
        DossierKind.ForecastClosed when told[Detail.Result] == "Scored" => new("check", Say("Gesloten en gescoord", "Closed and scored"), told.Line(Detail.Number, Detail.Amount)),
        _ => new("x", Say("Gesloten en niet gescoord", "Closed and not scored"), told.Line(Detail.Number, Detail.Name)),
    };

    static DossierSentence OfQuote(DossierKind kind, Telling told)
    {
        var (icon, title) = kind switch
        {
            DossierKind.QuoteCreated => ("quote", Say("Offerte opgesteld", "Quote composed")),
            DossierKind.QuoteEdited => ("quote", Say("Offerte geredigeerd", "Quote edited")),
            DossierKind.QuoteSentToReview => ("quote", Say("Offerte naar beoordeling", "Quote sent to review")),
            DossierKind.QuoteSentBack => ("ret", Say("Offerte teruggestuurd", "Quote sent back")),
            DossierKind.QuoteApproved => ("check", Say("Offerte goedgekeurd", "Quote approved")),
            DossierKind.QuoteSent => ("send", Say("Offerte verstuurd", "Quote sent") + told.After(Say(" aan ", " to "), Detail.Person)),
            DossierKind.QuoteOpened => ("eye", Say("Offerte geopend", "Quote opened") + told.After(Say(" door ", " by "), Detail.Person)),
            DossierKind.QuoteQuestion => ("chat", Say("Vraag over de offerte", "Question about the quote") + told.After(Say(" van ", " from "), Detail.Person)),
            DossierKind.QuoteSignedInPart => ("sign", Say("Offerte ondertekend", "Quote signed") + told.After(Say(" door ", " by "), Detail.Person) + Say("; er volgt nog een handtekening", "; another signature is to follow")),
            DossierKind.QuotePassedOn => ("send", Say("Offerte bij de klant doorgegeven", "Quote passed on at the customer's") + told.After(Say(" aan ", " to "), Detail.Person)),
            DossierKind.QuoteSigned => ("sign", Say("Offerte ondertekend", "Quote signed") + told.After(Say(" door ", " by "), Detail.Person)),
            DossierKind.QuoteDeclined => ("x", Say("Offerte afgewezen", "Quote declined") + told.After(Say(" door ", " by "), Detail.Person)),
            DossierKind.QuoteExpired => ("clock", Say("Offerte verlopen", "Quote expired")),
            DossierKind.QuoteSentAgain => ("mail", Say("Offerte opnieuw verstuurd", "Quote sent again") + told.After(Say(" aan ", " to "), Detail.Email)),
            DossierKind.QuoteReminded => ("mail", Say("Herinnering verstuurd", "Reminder sent") + told.After(Say(" aan ", " to "), Detail.Person)),
            _ => ("x", Say("Offerte ingetrokken", "Quote withdrawn")),
        };
        return new(icon, title, told.Line(Detail.Number, Detail.Amount));
    }

    sealed class Telling(Dictionary<string, string> details, Func<Guid, string> names)
    {
        public string this[string key] => details.GetValueOrDefault(key) ?? "";

        public string TaskTitle => Say(this[Detail.Task], Or(Detail.TaskEn, this[Detail.Task]));

        public string Outcome => Say(this[Detail.Outcome], Or(Detail.OutcomeEn, this[Detail.Outcome]));

        public string OutcomeAnd(string key) => string.Join(" · ", new[] { Outcome, this[key] }.Where(text => text.Length > 0));

        public string Merge => Say($"{this[Detail.Name]} met {this[Detail.Person]}", $"{this[Detail.Name]} with {this[Detail.Person]}");

        public string FromTo => $"{Or(Detail.From, "–")} → {Or(Detail.To, "–")}";

        public string FieldName => FieldNames.TryGetValue(this[Detail.Field], out var name) ? name.ToString() : this[Detail.Field];

        public string Or(string key, string otherwise) => this[key] is { Length: > 0 } value ? value : otherwise;

        public string After(string joint, string key) => this[key] is { Length: > 0 } value ? joint + value : "";

        /// <summary>"OF-2026-0418 v2 · € 44.400,00".</summary>
        public string Line(params string[] keys) => string.Join(" · ", keys.Select(Shown).Where(text => text.Length > 0));

        public DossierSentence ContactMoment(bool hasReport)
        {
            var form = Guid.TryParse(this[Detail.Form], out var id) ? names(id) : Say("Contact", "Contact");
            var with = After(Say(" met ", " with "), Detail.Person);
            var isPlanned = this[Detail.Date].Length > 0;
            var icon = Or(Detail.Icon, "user");
            return isPlanned
                ? new("cal", Say("Afspraak gepland: ", "Appointment planned: ") + form.ToLower(CultureInfo.CurrentUICulture) + with, Line(Detail.Date, Detail.Subject))
                : new(icon, form + with, this[Detail.Subject]);
        }

        string Shown(string key) => key switch
        {
            Detail.Amount when decimal.TryParse(this[key], CultureInfo.InvariantCulture, out var amount) => Formats.Euro(amount),
            Detail.Date when DateTime.TryParse(this[key], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) => Formats.Date(at) + " " + Formats.Time(at),
            Detail.Number when this[Detail.Version] is { Length: > 0 } version => $"{this[key]} v{version}",
            _ => this[key],
        };
    }

    static readonly Dictionary<string, LocalText> FieldNames = new()
    {
        ["ExpectedDate"] = new("Verwachte einddatum", "Expected date"),
        ["ExpectedAmount"] = new("Verwacht bedrag", "Expected amount"),
        ["Responsible"] = new("Verantwoordelijke", "Responsible"),
        ["ResponsibleId"] = new("Verantwoordelijke", "Responsible"),
        ["Chance"] = new("Scoringskans", "Chance"),
        ["Group"] = new("Forecastgroep", "Forecast group"),
        ["GroupId"] = new("Forecastgroep", "Forecast group"),
        ["Source"] = new("Bron", "Source"),
        ["SourceId"] = new("Bron", "Source"),
        ["CompetitorId"] = new("Concurrent", "Competitor"),
        ["Description"] = new("Omschrijving", "Description"),
        ["Contact"] = new("Contactpersoon", "Contact"),
        ["ContactId"] = new("Contactpersoon", "Contact"),
        ["Name"] = new("Naam", "Name"),
        ["Phone"] = new("Telefoon", "Phone"),
        ["Email"] = new("E-mail", "E-mail"),
        ["Website"] = new("Website", "Website"),
        ["Address"] = new("Adres", "Address"),
        ["WarningText"] = new("Waarschuwing", "Warning"),
        ["Remark"] = new("Opmerking", "Remark"),
        ["StartDate"] = new("Begindatum", "Start date"),
        ["Leader"] = new("Projectleider", "Project leader"),
    };
}
