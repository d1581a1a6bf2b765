using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>The figures of a forecast at a moment, or somebody's part in them: a row of the columns of a page. Amounts are in cents; who and what it belongs to are <see cref="Codes"/>.</summary>
/// <param name="Beside">The row that this one is set beside, when it counts for what it differs from that; else the row itself.</param>
public readonly record struct Line(LineColumns Columns, int Row, int Beside)
{
    public Line(LineColumns columns, int row) : this(columns, row, row) { }

    public Entry Of => new(Columns.Page, Columns.Place[Row]);
    /// <summary>How much of the forecast these amounts are: less than 100 for whom it is shared with.</summary>
    public int Percent => Columns.Percent[Row];
    public int Responsible => Columns.Responsible[Row];
    public int Group => Columns.Group[Row];
    public int Source => Columns.Source[Row];
    public int Campaign => Columns.Campaign[Row];
    public int Status => Columns.Status[Row];
    public DateTime StatusSince => new(Columns.StatusSince[Row], DateTimeKind.Utc);
    public long Expected => Columns.Expected[Row];
    public long Weighted => Columns.Weighted[Row];
    public DateOnly StartDate => DateOnly.FromDayNumber(Columns.StartDate[Row]);
    public DateOnly ExpectedDate => DateOnly.FromDayNumber(Columns.ExpectedDate[Row]);
    public int TimesPushed => Columns.TimesPushed[Row];
    public bool IsPushed => TimesPushed > 0;
    public int DaysPushed => Columns.DaysPushed[Row];
    public ForecastResult Result => Columns.Result[Row];
    /// <summary>Says nothing of what is open.</summary>
    public DateOnly ClosedOn => DateOnly.FromDayNumber(Columns.ClosedOn[Row]);
    public int LossReason => Columns.LossReason[Row];
    public int LostTo => Columns.LostTo[Row];
    /// <summary>To whom it was lost, else who was known to offer as well.</summary>
    public int Competitor => Columns.Competitor[Row];
    public bool IsContested => Competitor != 0;

    public bool IsOpen => Result == ForecastResult.Open;
    public bool IsScored => Result == ForecastResult.Scored;

    /// <summary>A scored forecast counts for what was ordered, any other for what is expected.</summary>
    public long Counts => Beside != Row ? Math.Abs(Expected - Columns.Expected[Beside]) : IsScored ? Columns.Ordered[Row] : Expected;

    public int Days => Columns.ClosedOn[Row] - Columns.StartDate[Row];

    /// <summary>Of somebody in a line that is shared.</summary>
    public bool IsPart => Columns.IsPart(Row);

    public bool IsShared => Columns.PartsOf(Row) is var (first, end) && end > first;

    /// <summary>Of everyone whom it is shared with, who stands there as the one responsible.</summary>
    public IEnumerable<Line> Parts
    {
        get
        {
            var (first, end) = Columns.PartsOf(Row);
            for (var part = first; part < end; part++)
                yield return new(Columns, part);
        }
    }

    /// <summary>Counts for what the expected amount differs from another line of the same forecast.</summary>
    public Line SetBeside(Line other) => this with { Beside = other.Row };
}
