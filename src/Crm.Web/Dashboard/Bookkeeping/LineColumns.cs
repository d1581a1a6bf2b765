using Crm.Dashboard.Figures;
using Crm.Forecasts;

namespace Crm.Dashboard.Bookkeeping;

/// <summary>
/// The lines of a page, one column for each figure, so that to add one up is to go through memory in its order. First the lines of the forecasts as they are now, in the
/// order of the page; then what each was, the oldest first; then everyone's parts in all of these.
/// </summary>
public sealed class LineColumns
{
    readonly int[] firstPast, firstPart;

    public LineColumns(LedgerPage page, IReadOnlyList<EntryDraft> drafts)
    {
        Page = page;
        Posting[] past = [.. drafts.SelectMany(draft => draft.Past.OrderBy(was => was.Until))];
        var whole = drafts.Count + past.Length;
        var rows = whole + drafts.Sum(draft => draft.Now?.Parts.Count ?? 0) + past.Sum(was => was.Parts.Count);
        (Place, Percent, Result) = (new ushort[rows], new byte[rows], new ForecastResult[rows]);
        (CreatedAt, Since, StatusSince) = (new long[rows], new long[rows], new long[rows]);
        (Responsible, Group, Source, Campaign, Status) = (new int[rows], new int[rows], new int[rows], new int[rows], new int[rows]);
        (Expected, Weighted, Ordered) = (new long[rows], new long[rows], new long[rows]);
        (StartDate, ExpectedDate, ClosedOn) = (new int[rows], new int[rows], new int[rows]);
        (TimesPushed, DaysPushed, LossReason, LostTo, Competitor) = (new int[rows], new int[rows], new int[rows], new int[rows], new int[rows]);
        (firstPast, firstPart) = (new int[drafts.Count + 1], new int[whole + 1]);
        var (row, part) = (drafts.Count, whole);
        foreach (var (place, draft) in drafts.Index())
        {
            part = WriteWhole(place, place, draft.Now, part);
            firstPast[place + 1] = row += draft.Past.Count;
        }
        firstPast[0] = drafts.Count;
        for (var place = 0; place < drafts.Count; place++)
        {
            for (var was = firstPast[place]; was < firstPast[place + 1]; was++)
                part = WriteWhole(was, place, past[was - drafts.Count], part);
        }
        firstPart[whole] = part;
    }

    public LedgerPage Page { get; }
    /// <summary>Of the entry, on the page.</summary>
    public ushort[] Place { get; }
    public byte[] Percent { get; }
    public ForecastResult[] Result { get; }
    /// <summary>Instants in ticks.</summary>
    public long[] CreatedAt { get; }
    public long[] Since { get; }
    public long[] StatusSince { get; }
    public int[] Responsible { get; }
    public int[] Group { get; }
    public int[] Source { get; }
    public int[] Campaign { get; }
    public int[] Status { get; }
    /// <summary>Amounts in cents.</summary>
    public long[] Expected { get; }
    public long[] Weighted { get; }
    public long[] Ordered { get; }
    /// <summary>Days by their number.</summary>
    public int[] StartDate { get; }
    public int[] ExpectedDate { get; }
    public int[] ClosedOn { get; }
    public int[] TimesPushed { get; }
    public int[] DaysPushed { get; }
    public int[] LossReason { get; }
    public int[] LostTo { get; }
    public int[] Competitor { get; }

    /// <summary>The rows of what the entry at a place was.</summary>
    public (int First, int End) PastOf(int place) => (firstPast[place], firstPast[place + 1]);

    public bool IsPart(int row) => row >= firstPart.Length - 1;

    /// <summary>The rows of everyone's parts in a line; a part has none.</summary>
    public (int First, int End) PartsOf(int row) => IsPart(row) ? (row, row) : (firstPart[row], firstPart[row + 1]);

    public IEnumerable<Posting> ReadPast(int place) => Read(PastOf(place));

    IEnumerable<Posting> Read((int First, int End) rows) => Enumerable.Range(rows.First, rows.End - rows.First).Select(Read);

    public Posting Read(int row) => new()
    {
        Percent = Percent[row], CreatedAt = new(CreatedAt[row], DateTimeKind.Utc), Since = new(Since[row], DateTimeKind.Utc), Responsible = Responsible[row], Group = Group[row], Source = Source[row],
        Campaign = Campaign[row], Status = Status[row], StatusSince = new(StatusSince[row], DateTimeKind.Utc), Expected = Expected[row], Weighted = Weighted[row], Ordered = Ordered[row],
        StartDate = DateOnly.FromDayNumber(StartDate[row]), ExpectedDate = DateOnly.FromDayNumber(ExpectedDate[row]), TimesPushed = TimesPushed[row], DaysPushed = DaysPushed[row], Result = Result[row],
        ClosedOn = DateOnly.FromDayNumber(ClosedOn[row]), LossReason = LossReason[row], LostTo = LostTo[row], Competitor = Competitor[row], Parts = [.. Read(PartsOf(row))],
    };

    /// <summary>A line, and the parts in it from a row on; where the next parts go.</summary>
    int WriteWhole(int row, int place, Posting? posting, int part)
    {
        firstPart[row] = part;
        if (posting is null)
            return part;
        Write(row, place, posting);
        foreach (var one in posting.Parts)
            Write(part++, place, one);
        return part;
    }

    void Write(int row, int place, Posting posting)
    {
        (Place[row], Percent[row], Result[row]) = ((ushort)place, (byte)posting.Percent, posting.Result);
        (CreatedAt[row], Since[row], StatusSince[row]) = (posting.CreatedAt.Ticks, posting.Since.Ticks, posting.StatusSince.Ticks);
        (Responsible[row], Group[row], Source[row], Campaign[row], Status[row]) = (posting.Responsible, posting.Group, posting.Source, posting.Campaign, posting.Status);
        (Expected[row], Weighted[row], Ordered[row]) = (posting.Expected, posting.Weighted, posting.Ordered);
        (StartDate[row], ExpectedDate[row], ClosedOn[row]) = (posting.StartDate.DayNumber, posting.ExpectedDate.DayNumber, posting.ClosedOn.DayNumber);
        (TimesPushed[row], DaysPushed[row], LossReason[row]) = (posting.TimesPushed, posting.DaysPushed, posting.LossReason);
        (LostTo[row], Competitor[row]) = (posting.LostTo, posting.Competitor);
    }
}
