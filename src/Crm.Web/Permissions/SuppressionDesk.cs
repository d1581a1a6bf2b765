using Crm.Data;
using Crm.Relations;

namespace Crm.Permissions;

/// <summary>An address that somebody asks not to be approached by.</summary>
public sealed record NewSuppression(ContactChannel Channel, string Address, string Source);

/// <summary>The list of addresses not to approach, for who looks after it. It holds hashes: it answers whether an address is on it, and cannot say which ones are.</summary>
public sealed class SuppressionDesk(CrmDatabase database, TimeProvider clock)
{
    const int PageSize = 50;
    const int ShownOfHash = 12;

    /// <param name="Mark">The beginning of the hash: enough to tell two lines apart, and nothing to guess from.</param>
    public sealed record Row(string Mark, ContactChannel Channel, DateTime Since, string Source);

    /// <param name="Total">All of the list, not only these.</param>
    /// <param name="Next">What to ask the next part after; null at the end.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, string? Next);

    /// <param name="On">The lines of this address; none when it is not on the list.</param>
    public sealed record Found(string Address, IReadOnlyList<Row> On)
    {
        public bool IsOn => On.Count > 0;
    }

    /// <summary>Newest first.</summary>
    public Task<Page> ListAsync(ContactChannel? channel, string? after, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var all = db.SuppressedAddresses.AsNoTracking().Where(address => channel == null || address.Channel == channel);
        var total = await all.CountAsync(cancellationToken);
        if (After(after) is var (since, hash))
        {
            // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
            all = all.Where(address => address.Since < since || (address.Since == since && string.Compare(address.Hash, hash) > 0));
#pragma warning restore CA1309
        }
        var part = await all.OrderByDescending(address => address.Since).ThenBy(address => address.Hash).ThenBy(address => address.Channel).Take(PageSize + 1).ToListAsync(cancellationToken);
        var next = part.Count > PageSize ? $"{part[PageSize - 1].Since.Ticks}_{part[PageSize - 1].Hash}" : null;
        return new Page([.. part.Take(PageSize).Select(RowOf)], total, next);
    }, cancellationToken);

    /// <summary>Whether an address is on the list, and for which channels.</summary>
    public Task<Found> FindAsync(string typed, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var address = AddressOf(typed);
        if (await Suppression.HashAsync(db, cancellationToken) is not { } hash)
            return new Found(address, []);
        var wanted = hash(address);
        var on = await db.SuppressedAddresses.AsNoTracking().Where(one => one.Hash == wanted).OrderBy(one => one.Channel).ToListAsync(cancellationToken);
        return new Found(address, [.. on.Select(RowOf)]);
    }, cancellationToken);

    /// <summary>Puts an address on the list by hand: somebody who is not in the base asked for it, or another list is taken over.</summary>
    public Task AddAsync(NewSuppression request, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        RefuseWrong(request);
        await Suppression.AddAsync(db, request.Channel, [AddressOf(request.Address)], request.Source.Trim(), clock.UtcNow(), cancellationToken);
    }, cancellationToken);

    /// <summary>Takes back what was put on it by mistake; whoever objected can only take it back by giving consent.</summary>
    public Task TakeBackAsync(NewSuppression request, CancellationToken cancellationToken = default) => database.WriteAsync(
        db => Suppression.RemoveAsync(db, request.Channel, [AddressOf(request.Address)], cancellationToken), cancellationToken);

    static void RefuseWrong(NewSuppression request)
    {
        List<Fault> faults = [];
        var isPhone = request.Channel is ContactChannel.Phone or ContactChannel.Message;
        if (string.IsNullOrWhiteSpace(request.Address))
            faults.Add(new("address", "Vul een mailadres of telefoonnummer in.", "Enter a mail address or phone number."));
        else if (request.Channel == ContactChannel.Post)
            faults.Add(new("channel", "Post heeft geen adres op deze lijst; leg het bezwaar vast bij de persoon.", "Post has no address on this list; record the objection with the person."));
        else if ((isPhone ? DutchNumbers.Phone(request.Address) : DutchNumbers.Email(request.Address)).Wrong is { } wrong)
            faults.Add(new("address", wrong.Nl, wrong.En));
        if (string.IsNullOrWhiteSpace(request.Source) || request.Source.Length > NewConsent.LongestSource)
            faults.Add(new("source", $"Vul in waarom, in hooguit {NewConsent.LongestSource} tekens.", $"Enter why, in at most {NewConsent.LongestSource} characters."));
        faults.RefuseIfAny();
    }

    /// <summary>As contacts keep it, so that the hashes are of the same text.</summary>
    static string AddressOf(string typed)
    {
        var checkedAs = typed.Contains('@') ? DutchNumbers.Email(typed.Trim()) : DutchNumbers.Phone(typed.Trim());
        return checkedAs is { IsRight: true, Value.Length: > 0 } right ? right.Value
            : throw RefusedException.Invalid("address", "Dit is geen mailadres en geen telefoonnummer.", "This is no mail address and no phone number.");
    }

    static (DateTime Since, string Hash)? After(string? after) => after?.Split('_') is [var ticks, var hash] && long.TryParse(ticks, out var at) ? (new DateTime(at, DateTimeKind.Utc), hash) : null;

    static Row RowOf(SuppressedAddress address) => new(address.Hash[..ShownOfHash], address.Channel, address.Since, address.Source);
}
