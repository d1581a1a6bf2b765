using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Forecasts;

/// <summary>Open, closed and scored (G), or closed and not scored (N).</summary>
public enum ForecastResult { Open, Scored, NotScored }

/// <summary>A sales opportunity at a relation.</summary>
public sealed class Forecast : IVersioned, ICustomised
{
    public const int DescriptionLength = 100;
    public const int RemarkLength = 4000;
    public const decimal LargestAmount = 999_999_999.99m;

    /// <summary>The fields whose every change is kept, so that any past day can be computed.</summary>
    public static readonly IReadOnlyList<string> Watched =
    [
        nameof(Description), nameof(ContactId), nameof(ResponsibleId), nameof(Shared), nameof(GroupId), nameof(SourceId), nameof(CampaignId), nameof(CompetitorId), nameof(StatusId), nameof(Chance),
        nameof(ExpectedAmount), nameof(AmountFollowsQuotes), nameof(StartDate), nameof(ExpectedDate), nameof(Result), nameof(OrderAmount),
        nameof(ClosedOn), nameof(LossReasonId), nameof(LostToId), nameof(ProjectId), nameof(Remark),
    ];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"2026-118".</summary>
    public required string Number { get; init; }
    public required Guid RelationId { get; init; }
    public Relation? Relation { get; init; }
    public Guid? ContactId { get; set; }
    public Contact? Contact { get; init; }
    public required string Description { get; set; }
    public required Guid ResponsibleId { get; set; }
    /// <summary>Who else is responsible, and for how much: see <see cref="Sharing"/>.</summary>
    public string Shared { get; private set; } = "";
    public Guid? GroupId { get; set; }
    public Guid? SourceId { get; set; }
    /// <summary>The campaign that it came of: the last that touched it.</summary>
    public Guid? CampaignId { get; set; }
    /// <summary>Who is known to offer as well.</summary>
    public Guid? CompetitorId { get; set; }
    public required Guid StatusId { get; set; }
    public ForecastStatus? Status { get; set; }
    public required DateTime StatusSince { get; set; }
    /// <summary>Per cent, 0–100. Copied from the status when that has one; never changed by a later edit of the status.</summary>
    public decimal Chance { get; set; }
    public decimal ExpectedAmount { get; set; }
    /// <summary>Expected amount × chance, stored so that the databases can add it up.</summary>
    public decimal WeightedAmount { get; set; }
    /// <summary>True: the expected amount is the total of the quotes that count.</summary>
    public bool AmountFollowsQuotes { get; set; } = true;
    public required DateOnly StartDate { get; set; }
    public required DateOnly ExpectedDate { get; set; }
    /// <summary>How often the expected date was put later, and by how many days together.</summary>
    public int TimesPushed { get; set; }
    public int DaysPushed { get; set; }
    public ForecastResult Result { get; set; }
    public decimal? OrderAmount { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public Guid? LossReasonId { get; set; }
    /// <summary>Who won it: the one who was known to offer as well, or another.</summary>
    public Guid? LostToId { get; set; }
    public string Remark { get; set; } = "";
    public Guid? ProjectId { get; set; }
    public required DateTime CreatedAt { get; init; }
    /// <summary>Since when its figures are as they are; what they were before stands in <see cref="ForecastState"/>.</summary>
    public DateTime FiguresSince { get; set; }
    /// <summary>What stands in the custom fields.</summary>
    public Dictionary<string, string> Custom { get; init; } = [];
    public int Revision { get; set; }

    public bool IsOpen => Result == ForecastResult.Open;

    /// <summary>A status with a chance sets it; one without leaves the forecast's own.</summary>
    public void MoveTo(ForecastStatus status, DateTime at)
    {
        RefuseWhenClosed();
        if (StatusId != status.Id)
        {
            status.RefuseWhenRetired();
            StatusSince = at;
        }
        StatusId = status.Id;
        Chance = status.Chance ?? Chance;
        Weigh();
    }

    /// <summary>Free only under a status without a chance of its own.</summary>
    public void SetChance(decimal chance, ForecastStatus status)
    {
        if (chance == Chance)
            return;
        RefuseWhenClosed();
        if (status.Chance is { } locked)
            throw RefusedException.Invalid(nameof(Chance), $"De kans hoort bij de status {status.Name.Nl} en is {locked:0.##} %. Kies een andere status om hem te wijzigen.",
                $"The chance belongs to the status {status.Name.En} and is {locked:0.##}%. Choose another status to change it.");
        if (chance is < 0 or > 100)
            throw RefusedException.Invalid(nameof(Chance), "De kans ligt tussen 0 en 100 %.", "The chance lies between 0 and 100%.");
        Chance = chance;
        Weigh();
    }

    public void Expect(decimal amount)
    {
        if (amount == ExpectedAmount)
            return;
        RefuseWhenClosed();
        RefuseImpossible(nameof(ExpectedAmount), amount);
        ExpectedAmount = amount;
        Weigh();
    }

    /// <param name="shared">As <see cref="Sharing.Text"/> writes it.</param>
    public void ShareWith(string shared)
    {
        if (shared == Shared)
            return;
        RefuseWhenClosed();
        Shared = shared;
    }

    public void Plan(DateOnly start, DateOnly expected, DateOnly today)
    {
        if (start == StartDate && expected == ExpectedDate)
            return;
        RefuseWhenClosed();
        if (expected < start)
            throw RefusedException.Invalid(nameof(ExpectedDate), "De verwachte einddatum ligt voor de begindatum.", "The expected date lies before the start date.");
        if (expected != ExpectedDate && expected < today)
            throw RefusedException.Invalid(nameof(ExpectedDate), "De verwachte einddatum ligt in het verleden.", "The expected date lies in the past.");
        (StartDate, ExpectedDate) = (start, expected);
    }

    public void CloseScored(decimal orderAmount, DateOnly closedOn, DateOnly today)
    {
        RefuseClosing(closedOn, today);
        RefuseImpossible(nameof(OrderAmount), orderAmount);
        (Result, OrderAmount, ClosedOn) = (ForecastResult.Scored, orderAmount, closedOn);
    }

    public void CloseNotScored(Guid reasonId, Guid? lostToId, DateOnly closedOn, DateOnly today)
    {
        RefuseClosing(closedOn, today);
        (Result, LossReasonId, LostToId, ClosedOn) = (ForecastResult.NotScored, reasonId, lostToId, closedOn);
    }

    public void Reopen(ForecastStatus status)
    {
        if (IsOpen)
            throw RefusedException.Conflict("Deze forecast is al open.", "This forecast is open already.");
        (Result, OrderAmount, ClosedOn, LossReasonId, LostToId) = (ForecastResult.Open, null, null, null, null);
        Chance = status.Chance ?? Chance;
        Weigh();
    }

    void Weigh() => WeightedAmount = Math.Round(ExpectedAmount * Chance / 100m, 2, MidpointRounding.AwayFromZero);

    void RefuseWhenClosed()
    {
        if (!IsOpen)
            throw RefusedException.Conflict($"Deze forecast is gesloten op {Formats.Date(ClosedOn)}; zijn cijfers staan vast. Heropen hem om ze te wijzigen.",
                $"This forecast was closed on {Formats.Date(ClosedOn)}; its figures are final. Reopen it to change them.");
    }

    void RefuseClosing(DateOnly closedOn, DateOnly today)
    {
        if (!IsOpen)
            throw RefusedException.Conflict($"Deze forecast is al gesloten op {Formats.Date(ClosedOn)}.", $"This forecast was closed already on {Formats.Date(ClosedOn)}.");
        if (closedOn > today)
            throw RefusedException.Invalid(nameof(ClosedOn), "De einddatum ligt in de toekomst.", "The closing date lies in the future.");
        if (closedOn < StartDate)
            throw RefusedException.Invalid(nameof(ClosedOn), $"De einddatum ligt voor de begindatum {Formats.Date(StartDate)}.", $"The closing date lies before the start date {Formats.Date(StartDate)}.");
    }

    static void RefuseImpossible(string field, decimal amount)
    {
        if (amount < 0)
            throw RefusedException.Invalid(field, "Een bedrag is niet negatief.", "An amount is not negative.");
        if (amount > LargestAmount)
            throw RefusedException.Invalid(field, "Een bedrag is hooguit € 999.999.999,99.", "An amount is at most €999,999,999.99.");
    }

    public static void Map(EntityTypeBuilder<Forecast> forecast)
    {
        forecast.Property(f => f.Number).HasMaxLength(20);
        forecast.HasIndex(f => f.Number).IsUnique();
        forecast.Property(f => f.Description).HasMaxLength(DescriptionLength);
        forecast.Property(f => f.Remark).HasMaxLength(RemarkLength);
        forecast.Property(f => f.Shared).HasDefaultValue("");
        forecast.MapCustom();
        forecast.HasIndex(f => f.RelationId);
        forecast.HasIndex(f => new { f.Result, f.StatusId, f.ExpectedDate, f.Id });
        forecast.HasIndex(f => new { f.Result, f.ExpectedDate, f.Id });
        forecast.HasIndex(f => new { f.Result, f.ClosedOn, f.Id });
        forecast.HasIndex(f => new { f.Result, f.ExpectedAmount, f.Id });
        forecast.HasIndex(f => new { f.CampaignId, f.Result });
        forecast.HasIndex(f => new { f.ResponsibleId, f.Result, f.ExpectedDate, f.Id });
    }
}
