namespace Crm.Dashboard.Bookkeeping;

/// <summary>A line, and all that the forecast had been by an instant, the last first. To be gone through by the million: it leaves nothing behind to be cleared away.</summary>
public readonly record struct Stages(Line Line, DateTime Before)
{
    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator
    {
        readonly LineColumns columns;
        readonly long before;
        readonly int first;
        int row;
        bool hasBegun;

        public Enumerator(Stages stages)
        {
            (columns, before, Current) = (stages.Line.Columns, stages.Before.Ticks, stages.Line);
            (first, row) = columns.PastOf(stages.Line.Of.Place);
        }

        public Line Current { get; private set; }

        public bool MoveNext()
        {
            if (!hasBegun)
                return hasBegun = true;
            while (--row >= first)
            {
                // Before the end of time all of it was: its column need not be fetched.
                if (before != DateTime.MaxValue.Ticks && columns.Since[row] >= before)
                    continue;
                Current = new(columns, row);
                return true;
            }
            return false;
        }
    }
}
