namespace Crm.Dashboard;

/// <summary>What a figure means, word for word as it is reckoned.</summary>
public sealed record Definition(LocalText Name, LocalText Text)
{
    public static readonly Definition Scored = new(new("Gescoord", "Scored"), new(
        "Orderbedrag van alle forecasts die in de periode gesloten en gescoord zijn; bij aantal: hoeveel dat er zijn.",
        "Order amount of all forecasts closed and scored in the period; by number: how many there are."));
    public static readonly Definition WinRate = new(new("Scoringspercentage", "Win rate"), new(
        "Gescoord ÷ (gescoord + niet gescoord), gesloten in de periode. Openstaande forecasts tellen niet mee. Bij bedrag: orderbedrag ÷ (orderbedrag + verwacht bedrag van wat niet gescoord is).",
        "Scored ÷ (scored + not scored), closed in the period. Open forecasts do not count. By amount: order amount ÷ (order amount + expected amount of what was not scored)."));
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
    public static readonly Definition Coverage = new(new("Dekking van het target", "Coverage of the target"), new(
        "Openstaand met een einddatum vóór het einde van het jaar ÷ (target van het jaar − gescoord). Onder de 1 is het target zonder nieuwe forecasts niet te halen.",
        "Open and expected before the end of the year ÷ (target of the year − scored). Below 1 the target cannot be reached without new forecasts."));
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
}
