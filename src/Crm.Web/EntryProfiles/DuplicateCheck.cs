using Crm.Data;
using Crm.Duplicates;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>A submission for the same company that a reviewer has not decided on yet.</summary>
public sealed record WaitingSubmission(Guid Id, int Number, string SubmittedBy, DateTime SubmittedAt, string BranchNumber);

/// <summary>What is known already about the company on a form, and whether what its submitter chose to do about that will do.</summary>
public sealed class DuplicateCheck(CrmDatabase database, DuplicateFinder finder)
{
    const int ShortestReason = 5;

    public sealed record Found(IReadOnlyList<DuplicateHit> Hits, IReadOnlyList<WaitingSubmission> Waiting)
    {
        public static readonly Found Nothing = new([], []);

        public bool IsEmpty => Hits.Count == 0 && Waiting.Count == 0;

        /// <summary>There is no going on without a choice.</summary>
        public bool MustBeAnswered => Waiting.Count > 0 || Hits.Any(hit => hit.Verdict == Verdict.Certain);
    }

    /// <param name="except">The submission itself, when it has been stored.</param>
    public Task<Found> FindAsync(IReadOnlyDictionary<string, string> values, Guid? except = null, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var submitted = new SubmittedValues(values);
        var (organisation, contacts) = submitted.ToCompare();
        var hits = organisation.Name.Length == 0 && organisation.KvkNumber is null ? [] : await finder.FindAsync(organisation, contacts, null, cancellationToken);
        return new Found(hits, await WaitingAsync(db, organisation, except, cancellationToken));
    }, cancellationToken);

    public static void RefuseUnanswered(Found found, SubmittedValues values, DuplicateAnswer answer)
    {
        if (answer.Choice == DuplicateChoice.NewAnyway && answer.Reason.Trim().Length < ShortestReason && !found.IsEmpty)
            throw RefusedException.Invalid("reason", "Leg kort uit waarom dit toch een nieuwe relatie is.", "Explain briefly why this is a new relation anyway.");
        if (answer.Choice == DuplicateChoice.NewBranch)
            RefuseSameBranch(found, values[RelationFields.BranchNumber]);
        if (answer.Choice == DuplicateChoice.None && found.MustBeAnswered)
            throw new RefusedException(Refusal.Conflict, Unanswered(found));
    }

    static void RefuseSameBranch(Found found, string branchNumber)
    {
        if (branchNumber.Length == 0)
            throw RefusedException.Invalid(RelationFields.BranchNumber, "Vul het vestigingsnummer van de nieuwe vestiging in.", "Enter the branch number of the new branch.");
        var isKnown = found.Waiting.Any(waiting => waiting.BranchNumber == branchNumber)
            || found.Hits.Any(hit => hit.Evidence.Any(evidence => evidence is { Likeness: Likeness.Same, Field.Nl: "Vestiging" }));
        if (isKnown)
            throw RefusedException.Invalid(RelationFields.BranchNumber, "Deze vestiging is al bekend. Kies de vestiging die nieuw is.", "This branch is known already. Choose the branch that is new.");
    }

    static Fault Unanswered(Found found)
    {
        if (found.Hits.FirstOrDefault(hit => hit.Verdict == Verdict.Certain) is { } known)
        {
            var same = known.Evidence.Where(evidence => evidence.Likeness == Likeness.Same).Select(evidence => evidence.Field).ToList();
            return new("duplicate", $"{known.Name} is al bekend ({string.Join(", ", same.Select(field => field.Nl))} gelijk). Kies eerst wat je met de gevonden relatie doet.",
                $"{known.Name} is known already (same {string.Join(", ", same.Select(field => field.En))}). First choose what to do with the relation that was found.");
        }
        var waiting = found.Waiting[0];
        return new("duplicate", $"{waiting.SubmittedBy} heeft dit bedrijf al ingestuurd (inzending {waiting.Number}); dat wordt nog beoordeeld. Kies eerst wat je doet.",
            $"{waiting.SubmittedBy} has submitted this company already (submission {waiting.Number}); it is still under review. First choose what to do.");
    }

    static async Task<IReadOnlyList<WaitingSubmission>> WaitingAsync(CrmDbContext db, Organisation organisation, Guid? except, CancellationToken cancellationToken)
    {
        if (organisation.KvkNumber is not { } kvk)
            return [];
        var waiting = await db.Submissions.AsNoTracking().Where(s => s.KvkNumber == kvk && s.Status == SubmissionStatus.Submitted && s.Id != except).OrderBy(s => s.Number).ToListAsync(cancellationToken);
        var people = waiting.Select(s => s.SubmittedById).ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        return
        [
            .. waiting.Select(s => new WaitingSubmission(s.Id, s.Number, names.GetValueOrDefault(s.SubmittedById, ""), s.SubmittedAt, s.Values.GetValueOrDefault(RelationFields.BranchNumber, "")))
                // Another branch of the same company is not the same relation.
                .Where(s => s.BranchNumber.Length == 0 || string.IsNullOrEmpty(organisation.BranchNumber) || s.BranchNumber == organisation.BranchNumber),
        ];
    }
}
