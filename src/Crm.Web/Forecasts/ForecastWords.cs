using System.Globalization;

namespace Crm.Forecasts;

/// <summary>Short ways to say things on cards and in rows.</summary>
public static class ForecastWords
{
    /// <summary>"morgen 10:30 online overleg", "ma 07-12 bezoek": the time only within two days.</summary>
    public static string Short(NextAppointment next, TimeProvider clock)
    {
        var isNear = Clock.DayOf(next.At).DayNumber - clock.Today().DayNumber is 0 or 1;
        return $"{(isNear ? Formats.When(next.At, clock) : Formats.When(Clock.DayOf(next.At), clock))} {Form(next)}";
    }

    /// <summary>"Offerte doornemen met Jorrit Brandsma, online overleg".</summary>
    public static string Long(NextAppointment next) => next.Person is { } person
        ? Say($"{next.Subject} met {person}, {Form(next)}", $"{next.Subject} with {person}, {Form(next)}")
        : $"{next.Subject}, {Form(next)}";

    static string Form(NextAppointment next) => next.Form.ToString().ToLower(CultureInfo.CurrentUICulture);
}
