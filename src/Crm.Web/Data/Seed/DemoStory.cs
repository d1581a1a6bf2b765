using Crm.ContactMoments;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>What the chapters of the demo company share: its people, its tables, the day it is, and chance that falls the same way every time.</summary>
public sealed class DemoStory(CrmDbContext db, TimeProvider clock)
{
    // Any number will do, as long as it stays: the same seed gives the same figures.
    const int Seed = 20_261_123;

    public Random Random { get; } = new(Seed);
    public DateTime Now { get; } = clock.UtcNow();
    public DateOnly Today { get; } = clock.Today();
    public IReadOnlyDictionary<string, User> People { get; } = db.Users.Local.ToDictionary(user => user.Name);
    public IReadOnlyList<ForecastStatus> Statuses { get; } = [.. db.ForecastStatuses.Local.OrderBy(status => status.Order)];
    public IReadOnlyList<ContactForm> Forms { get; } = [.. db.ContactForms.Local.OrderBy(form => form.Order)];
    /// <summary>Per organisation.</summary>
    public Dictionary<Guid, List<Contact>> Contacts { get; } = [];

    public IReadOnlyList<ForecastOption> Options(ForecastOptionKind kind) =>
        [.. db.ForecastOptions.Local.Where(option => option.Kind == kind).OrderBy(option => option.Order)];

    public DateTime At(DateOnly day, int hour, int minute = 0) => Clock.Utc(day, new TimeOnly(hour, minute));

    /// <summary>A moment of that day within working hours.</summary>
    public DateTime SomeTime(DateOnly day) => At(day, Random.Next(8, 17), Random.Next(0, 12) * 5);

    public DateOnly Workday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];

    public Actor As(Guid employeeId, Door door = Door.Page) => new(employeeId, People.Values.First(user => user.Id == employeeId).Name, door, []);
}
