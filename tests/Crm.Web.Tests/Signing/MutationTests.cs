using System.Globalization;
using System.Text;
using Crm.Signing.Pdf;

namespace Crm.Signing;

/// <summary>A signed copy that was tampered with, in as many ways as CRM_MUTATIONS says: none may pass for genuine.</summary>
public sealed class MutationTests
{
    static readonly int Mutations = int.Parse(Environment.GetEnvironmentVariable("CRM_MUTATIONS") ?? "60", CultureInfo.InvariantCulture);
    readonly Random random = new(20261123);

    [Theory, InlineData(SealLevel.BB), InlineData(SealLevel.BLT), InlineData(SealLevel.BLTA)]
    public async Task No_altered_copy_and_no_altered_evidence_passes_for_genuine(SealLevel level)
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        if (level != SealLevel.BB)
            scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        if (level == SealLevel.BLT)
            whole = PdfDocument.Open(whole).Previous()!.Bytes;
        Assert.Equal(level, SealReader.Read(whole)!.Level);
        var check = scene.Get<SealCheck>();
        var evidence = (await check.CheckAsync(whole, TestContext.Current.CancellationToken)).Seal!.Evidence!;
        Assert.True(evidence.HoldsFor(whole));
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var (what, altered) = Altered(whole, mutation);
            if (altered.AsSpan().SequenceEqual(whole))
                continue;
            Assert.False((await check.CheckAsync(altered, TestContext.Current.CancellationToken)).IsGenuine, $"mutation {mutation}, {what}, was not seen");
        }
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var (what, altered) = Altered(evidence, mutation);
            Assert.False(altered.HoldsFor(whole), $"evidence mutation {mutation}, {what}, was not seen");
        }
    }

    (string What, byte[] Altered) Altered(byte[] whole, int mutation) => (mutation % 10) switch
    {
        0 or 1 => ("bits flipped", Flipped(whole, 1 + random.Next(3))),
        2 => ("a bit flipped in what proves it", FlippedInProof(whole)),
        3 => ("truncated", whole[..random.Next(whole.Length)]),
        4 => ("the end cut off to a byte", whole[..^(1 + random.Next(40))]),
        5 => ("two pieces swapped", Swapped(whole)),
        6 => ("a piece put in", Inserted(whole)),
        7 => ("a piece taken out", Removed(whole)),
        8 => ("an update appended", Updated(whole)),
        _ => ("something written behind it", [.. whole, .. whole[^random.Next(1, 4_000)..]]),
    };

    byte[] Flipped(byte[] whole, int bits)
    {
        var altered = whole.ToArray();
        // Of three bits two could be the same one, back to what it was.
        for (var bit = 0; bit < bits; bit++)
            altered[random.Next(bit * altered.Length / bits, (bit + 1) * altered.Length / bits)] ^= (byte)(1 << random.Next(8));
        return altered;
    }

    /// <summary>In the seal and all that stands behind it.</summary>
    byte[] FlippedInProof(byte[] whole)
    {
        var written = Encoding.Latin1.GetString(whole);
        var altered = whole.ToArray();
        int at;
        do
            at = random.Next(written.IndexOf("/Contents <", StringComparison.Ordinal), whole.Length);
        while (whole[at] == '0');
        altered[at] ^= (byte)(1 << random.Next(8));
        return altered;
    }

    byte[] Swapped(byte[] whole)
    {
        var length = random.Next(1, 2_000);
        var first = random.Next(whole.Length / 2 - length);
        var second = whole.Length / 2 + random.Next(whole.Length / 2 - length);
        var altered = whole.ToArray();
        whole.AsSpan(first, length).CopyTo(altered.AsSpan(second));
        whole.AsSpan(second, length).CopyTo(altered.AsSpan(first));
        return altered;
    }

    byte[] Inserted(byte[] whole)
    {
        var (at, from) = (random.Next(whole.Length), random.Next(whole.Length - 200));
        return [.. whole[..at], .. whole[from..(from + random.Next(1, 200))], .. whole[at..]];
    }

    byte[] Removed(byte[] whole)
    {
        var at = random.Next(whole.Length - 200);
        return [.. whole[..at], .. whole[(at + random.Next(1, 200))..]];
    }

    /// <summary>What PDF allows: a new version of an object behind the file, which readers then show instead of the old one.</summary>
    byte[] Updated(byte[] whole)
    {
        var update = new PdfUpdate(PdfDocument.Open(whole));
        var root = update.Original.RootNumber;
        var numbers = update.Original.Numbers.Where(number => update.Original.Object(number) is PdfDictionary).ToList();
        switch (random.Next(3))
        {
            case 0: update.Set(root, update.Original.Root.With("Lang", PdfValue.Text("xx"))); break;
            case 1: update.Set(root, update.Original.Root.With("AF", new PdfArray([]))); break;
            default: update.Set(numbers[random.Next(numbers.Count)], PdfDictionary.Of(("Type", PdfValue.Name("Page")))); break;
        }
        return update.Write();
    }

    (string What, Evidence Altered) Altered(Evidence evidence, int mutation)
    {
        var steps = evidence.Steps.ToList();
        var at = random.Next(steps.Count);
        switch (mutation % 9)
        {
            case 0: return ("another moment", evidence with { Steps = With(at, steps[at] with { At = steps[at].At.AddSeconds(1 + random.Next(100)) }) });
            case 1: return ("another kind", evidence with { Steps = With(at, steps[at] with { Kind = steps[at].Kind + "x" }) });
            case 2: return ("another detail", evidence with { Steps = With(at, steps[at] with { Details = new(steps[at].Details) { ["ip"] = $"10.0.0.{random.Next(256)}" } }) });
            case 3: return ("a step less", evidence with { Steps = [.. steps.Where((_, index) => index != at)] });
            case 4: return ("the end cut off", evidence with { Steps = [.. steps.Take(at)] });
            case 5: return ("a step twice", evidence with { Steps = [.. steps.Take(at), steps[at], .. steps.Skip(at)] });
            case 6: return ("the order turned", evidence with { Steps = [.. steps.AsEnumerable().Reverse()] });
            case 7: return ("another hash", evidence with { Steps = With(at, steps[at] with { Hash = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) }) });
            default:
                return (mutation / 9 % 4) switch
                {
                    0 => ("another signer", evidence with { SignerName = "Iemand Anders" }),
                    1 => ("another consent", evidence with { ConsentText = evidence.ConsentText + " Niet." }),
                    2 => ("another document", evidence with { DocumentSha256 = new string('0', 64) }),
                    _ => ("another function", evidence with { SignerFunction = "Directeur" }),
                };
        }

        List<EvidenceStep> With(int index, EvidenceStep step) => [.. steps.Select((old, place) => place == index ? step : old)];
    }
}
