using Crm.Dashboard.Figures;

namespace Crm.Dashboard;

/// <summary>What a figure means, word for word as it is reckoned.</summary>
public sealed partial record Definition(LocalText Name, LocalText Text)
{
    public static readonly Definition Scored = new(new("Gescoord", "Scored"), new(
        "Orderbedrag van alle forecasts die in de periode gesloten en gescoord zijn; bij aantal: hoeveel dat er zijn. Van één medewerker: wat van hem is helemaal, en waar hij aan meewerkt voor zijn deel. Een team telt elke forecast één keer.",
        "Order amount of all forecasts closed and scored in the period; by number: how many there are. Of one employee: their own in full, and their part of what is shared with them. A team counts each forecast once."));
    public static readonly Definition WinRate = new(new("Scoringspercentage", "Win rate"), new(
        "Gescoord ÷ (gescoord + niet gescoord), gesloten in de periode. Openstaande forecasts tellen niet mee. Bij bedrag: orderbedrag ÷ (orderbedrag + verwacht bedrag van wat niet gescoord is).",
        "Scored ÷ (scored + not scored), closed in the period. Open forecasts do not count. By amount: order amount ÷ (order amount + expected amount of what was not scored)."));
    public static readonly Definition AgainstCompetitors = new(new("Gescoord tegen concurrenten", "Scored against competitors"), new(
        "Gescoord ÷ (gescoord + niet gescoord), gesloten in de periode, van forecasts waarbij een concurrent is vastgelegd: als concurrent, of als wie er won.",
        "Scored ÷ (scored + not scored), closed in the period, of forecasts with a competitor on record: as competitor, or as who won."));
    public static readonly Definition Open = new(new("Openstaand", "Open"), new(
        "Verwacht bedrag van alle open forecasts, zoals ze nu staan. Gewogen: elk bedrag maal zijn scoringskans.",
        "Expected amount of all open forecasts, as they stand now. Weighted: each amount times its chance."));
    public static readonly Definition CycleTime = new(new("Doorlooptijd", "Cycle time"), new(
        "Dagen van begindatum tot einddatum van wat in de periode gescoord is. De mediaan: de helft ging sneller, de helft langzamer. P80: acht van de tien gingen sneller.",
        "Days from start to closing of what was scored in the period. The median: half went faster, half slower. P80: eight out of ten went faster."));
    public static readonly Definition Overdue = new(new("Over de einddatum", "Overdue"), new(
        "Open forecasts waarvan de verwachte einddatum vóór vandaag ligt.",
        "Open forecasts whose expected date lies before today."));
    public static readonly Definition AverageOrder = new(new("Gemiddelde order", "Average order"), new(
        "Orderbedrag ÷ aantal van wat in de periode gescoord is.",
        "Order amount ÷ number of what was scored in the period."));
    public static readonly Definition NotScored = new(new("Niet gescoord", "Not scored"), new(
        "Verwacht bedrag van alle forecasts die in de periode gesloten en niet gescoord zijn.",
        "Expected amount of all forecasts closed and not scored in the period."));
    public static readonly Definition LossTrend = new(new("Waarom, per maand", "Why, month by month"), new(
        "Niet gescoord per reden, naar de maand waarin de forecast sloot, zover die in de periode valt.",
        "Not scored by reason, by the month in which the forecast closed, as far as that is in the period."));
    public static readonly Definition Coverage = new(new("Dekking van het target", "Coverage of the target"), new(
        "Openstaand met een verwachte einddatum in de periode ÷ (target van de periode − gescoord). Onder de 1 is het target zonder nieuwe forecasts niet te halen; is het target gehaald, dan is er niets te dekken.",
        "Open and expected within the period ÷ (target of the period − scored). Below 1 the target cannot be reached without new forecasts; once it is reached there is nothing to cover."));
    public static readonly Definition Held = new(new("Contactmomenten", "Contact moments"), new(
        "Contactmomenten die in de periode geweest zijn; afspraken tellen pas als ze zijn vastgelegd.",
        "Contact moments that took place in the period; appointments count once they have been logged."));
    public static readonly Definition PerOpenForecast = new(new("Per open forecast", "Per open forecast"), new(
        "Contactmomenten bij forecasts die nu open staan ÷ het aantal open forecasts.",
        "Contact moments about forecasts that are open now ÷ the number of open forecasts."));
    public static readonly Definition WithoutNext = new(new("Zonder volgende afspraak", "Without a next appointment"), new(
        "Open forecasts waarvoor geen afspraak in de toekomst gepland staat.",
        "Open forecasts for which no appointment in the future is planned."));
    public static readonly Definition Target = new(new("Target t/m nu", "Target to date"), new(
        "Targets van de maanden die voorbij zijn, en van deze maand het deel van de dagen dat voorbij is.",
        "Targets of the months that have passed, and of this month the share of days that has passed."));
    public static readonly Definition Required = new(new("Nodig per week", "Needed per week"), new(
        "(Target van de periode − gescoord) ÷ de weken die nog komen, een deel van een week telt als deel.",
        "(Target of the period − scored) ÷ the weeks that are still to come, part of a week counting as a part."));
    public static readonly Definition Attained = new(new("Gehaald", "Attained"), new(
        "Gescoord ÷ het target tot en met nu. 100 % is precies op schema.",
        "Scored ÷ the target to date. 100% is exactly on schedule."));
    public static readonly Definition Movement = new(new("Wat er bewoog", "What moved"), new(
        "Openstaand toen + nieuw + heropend + erbij + verhoogd − verlaagd − eruit − gescoord − niet gescoord = openstaand nu, tot op de cent. Erbij en eruit: van of naar iemand, een groep of een campagne buiten deze doorsnede. Wat sloot telt voor het bedrag dat toen openstond.",
        "Open then + new + reopened + moved in + increased − decreased − moved out − scored − not scored = open now, to the cent. Moved in and out: from or to somebody, a group or a campaign outside this view. What closed counts for the amount that was open then."));
    public static readonly Definition Cohort = new(new("Scoringspercentage van wat begon", "Win rate of what began"), new(
        "Gescoord ÷ alle forecasts met een begindatum in de periode, ook die nog openstaan.",
        "Scored ÷ all forecasts with a start date in the period, those still open included."));
    public static readonly Definition Velocity = new(new("Verkoopsnelheid", "Sales velocity"), new(
        "(Open forecasts voorbij de eerste status × gemiddelde order × scoringspercentage naar aantal) ÷ de gemiddelde doorlooptijd in dagen: euro’s per dag.",
        "(Open forecasts past the first status × average order × win rate by number) ÷ the average cycle time in days: euros a day."));
    public static readonly Definition Accuracy = new(new("Nauwkeurigheid van de forecast", "Forecast accuracy"), new(
        "1 − |voorspeld − gescoord| ÷ gescoord. Voorspeld: wat bij het begin van de periode openstond en tot nu verwacht werd, gewogen.",
        "1 − |foretold − scored| ÷ scored. Foretold: what was open when the period began and expected by now, weighted."));
    public static readonly Definition Calibration = new(new("Kloppen de kansen", "Are the chances honest"), new(
        "Per status: van de forecasts die in de periode sloten en ooit in die status stonden, het deel dat gescoord is, naast de kans die de status belooft.",
        "Per status: of the forecasts that closed in the period and once stood in that status, the part that was scored, beside the chance that the status promises."));
    public static readonly Definition Conversion = new(new("Doorstroom", "Stage conversion"), new(
        "Verder gegaan uit een status ÷ in die status gekomen, in de periode. Een overgeslagen status telt als gepasseerd; wie scoort, is ook de laatste voorbij.",
        "Gone on from a status ÷ come into that status, in the period. A skipped status counts as passed; what is scored has passed the last one too."));
    public static readonly Definition Age = new(new("Tijd in de status", "Time in the status"), new(
        "Dagen sinds een open forecast in zijn huidige status kwam.",
        "Days since an open forecast came into its present status."));
    public static readonly Definition ExpectedMonths = new(new("Per verwachte maand", "Per expected month"), new(
        "Openstaand, naar de maand van de verwachte einddatum. Gewogen: elk bedrag maal zijn scoringskans.",
        "Open, by the month of the expected date. Weighted: each amount times its chance."));
    public static readonly Definition Attention = new(new("Vraagt aandacht", "Needs attention"), new(
        "Open forecasts: over hun verwachte einddatum; zonder afspraak in de toekomst; langer in hun status dan die status toestaat. En verzonden offertes daarvan die vandaag of in de zeven dagen erna verlopen, met hun nettobedrag.",
        "Open forecasts: past their expected date; without an appointment in the future; longer in their status than that status allows. And sent quotes about them that expire today or in the seven days after, with their net amount."));
    public static readonly Definition Section = new(new("Doorsnede", "Cross-section"), new(
        "Gescoord, niet gescoord, het deel van de offertes dat geaccepteerd is en contactmomenten in de periode, en wat openstaat, verdeeld. Per medewerker staat ieders deel erbij van wat gedeeld is: die regels samen zijn dan meer dan het geheel.",
        "Scored, not scored, the part of the quotes that was accepted and contact moments in the period, and what is open, divided. Per employee everyone’s part of what is shared is there too: those lines together are then more than the whole."));
    public static readonly Definition Planned = new(new("Gepland", "Planned"), new(
        "Afspraken die vanaf nu in de agenda staan. Op een dag die geweest is: wat toen al was ingevoerd voor later.",
        "Appointments entered for a moment from now on. On a past day: what had been entered by then for later."));
    public static readonly Definition Slippage = new(new("Doorgeschoven uit de periode", "Slipped out of the period"), new(
        "Van wat bij het begin van de periode openstond en erin verwacht werd: het deel dat niet in de periode sloot en waarvan de datum verstreken of erbuiten gezet is. Met de bedragen van toen.",
        "Of what was open when the period began and expected within it: the part that was not closed in it and of which the date has passed or was put after it. With the amounts of then."));
    public static readonly Definition Pushed = new(new("Verschoven", "Pushed"), new(
        "Open forecasts waarvan de verwachte einddatum ooit naar later ging; met hoe vaak, en hoeveel dagen samen.",
        "Open forecasts whose expected date was ever put later; with how often, and how many days together."));
    public static readonly Definition Silence = new(new("Dagen sinds het laatste contact", "Days since the last contact"), new(
        "Open forecasts naar het laatste contactmoment dat erbij is vastgelegd.",
        "Open forecasts by the last contact moment that was logged about them."));
    public static readonly Definition NextStep = new(new("Met een geplande volgende stap", "With a planned next step"), new(
        "Scoringspercentage van wat in de periode sloot en waarvoor ooit een afspraak vooruit gepland was, naast dat van de rest.",
        "Win rate of what closed in the period and for which an appointment had been planned ahead, beside that of the rest."));
}
