using System.Text;
using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Mail;
using Crm.Signing.Pdf;
using Crm.Signing.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Signing;

/// <summary>A seal that proves itself for years: what issuers and a time-stamp server said goes into the file, and nothing else does.</summary>
public sealed class LongTermTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(On.Sqlite, "ocsp list")]
    [InlineData(On.Postgres, "ocsp list")]
    [InlineData(On.Sqlite, "ocsp")]
    [InlineData(On.Sqlite, "list")]
    public async Task A_signed_quote_proves_itself_off_line_and_other_programs_accept_it_at_every_level(On on, string says)
    {
        await using var authority = await CertificateAuthority.StartAsync(says);
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await using var scene = await SigningScene.StartAsync(on);
        scene.SealWith(authority, stamps);
        var (sent, whole) = await scene.SignedAsync();

        Assert.Equal(new SealStatus(SealLevel.BLTA, SealLack.Nothing), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        Assert.DoesNotContain(await OutboxAsync(scene), message => message.Kind == SealRaiser.OutboxKind);
        Assert.Equal(sent, whole[..sent.Length]);
        foreach (var (level, version) in Versions(whole))
        {
            var seal = SealReader.Read(version)!;
            Assert.Equal((true, true, level), (seal.IsIntact, seal.EvidenceHolds, seal.Level));
            Assert.Contains($"({level.Name()})", string.Join(' ', SealCheck.Tell(await scene.Get<SealCheck>().CheckAsync(version, Cancel))), StringComparison.Ordinal);
            await AcceptedByOthersAsync(authority, version);
        }
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_time_stamp_server_that_was_down_is_asked_again_and_both_files_hold(On on)
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        stamps.Answers = false;
        await using var scene = await SigningScene.StartAsync(on);
        scene.SealWith(authority, stamps);
        var (_, first) = await scene.SignedAsync();
        Assert.Equal(SealLevel.BB, SealReader.Read(first)!.Level);
        Assert.Equal(new SealStatus(SealLevel.BB, SealLack.TimeStamp), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));

        // Down the second time as well, so that it takes a third.
        await RaiseAsync(scene, SealRaiser.WaitBefore(1), 1);
        Assert.Equal(new SealStatus(SealLevel.BB, SealLack.TimeStamp), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        stamps.Answers = true;
        await RaiseAsync(scene, SealRaiser.WaitBefore(2), 2);
        var raised = await SealedAsync(scene);
        Assert.Equal(first, raised[..first.Length]);
        Assert.Equal(new SealStatus(SealLevel.BLTA, SealLack.Nothing), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        await AcceptedByOthersAsync(authority, raised);
        foreach (var file in new[] { first, raised })
            Assert.Equal(KnownAs.SealedQuote, (await scene.Get<SealCheck>().CheckAsync(file, Cancel)).KnownAs);

        // Delivered again and at once, nothing happens twice.
        var raiser = scene.Server.Services.GetServices<IOutboxDeliverer>().OfType<SealRaiser>().Single();
        var asked = (await OutboxAsync(scene)).Where(message => message.Kind == SealRaiser.OutboxKind).ToList();
        await Task.WhenAll(asked.Concat(asked).Select(message => raiser.DeliverAsync(message, Cancel)));
        Assert.Equal(2, asked.Count);
        Assert.Single(await scene.StepsAsync(), step => step.Kind == Step.SealRaised);
        Assert.Equal(3, await scene.Server.Database.ReadAsync(db => db.Files.CountAsync(file => file.OwnerId == scene.QuoteId, Cancel), Cancel));
        Assert.Single(await scene.MailsToAsync("sanne@brekelmans.example"), mail => mail.FileIds.Count == 1);
        Assert.Null(SigningLog.FirstBreak(await scene.StepsAsync()));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_two_that_raise_a_seal_at_once_one_does(On on)
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        authority.Answers = CertificateAuthority.Manner.Error;
        await using var scene = await SigningScene.StartAsync(on);
        scene.SealWith(authority, stamps);
        await scene.SignedAsync();
        authority.Answers = CertificateAuthority.Manner.Right;
        var raiser = scene.Server.Services.GetServices<IOutboxDeliverer>().OfType<SealRaiser>().Single();
        var asked = (await OutboxAsync(scene)).Single(message => message.Kind == SealRaiser.OutboxKind);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => raiser.DeliverAsync(asked, Cancel)));
        Assert.Single(await scene.StepsAsync(), step => step.Kind == Step.SealRaised);
        Assert.Equal(SealLevel.BLTA, SealReader.Read(await SealedAsync(scene))!.Level);
    }

    [Theory]
    [InlineData(CertificateAuthority.Manner.Error)]
    [InlineData(CertificateAuthority.Manner.Garbage)]
    [InlineData(CertificateAuthority.Manner.Silence)]
    public async Task An_issuer_that_does_not_answer_leaves_a_seal_with_a_time_stamp_and_is_asked_again(CertificateAuthority.Manner manner)
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        authority.Answers = manner;
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        Assert.Equal(SealLevel.BT, SealReader.Read(whole)!.Level);
        Assert.Equal(new SealStatus(SealLevel.BT, SealLack.RevocationData), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        await AcceptedByOthersAsync(authority, whole);
        authority.Answers = CertificateAuthority.Manner.Right;
        await RaiseAsync(scene, SealRaiser.WaitBefore(1), 1);
        Assert.Equal(SealLevel.BLTA, SealReader.Read(await SealedAsync(scene))!.Level);
    }

    [Theory, InlineData("ocsp"), InlineData("list")]
    public async Task A_revoked_certificate_gives_no_proof_and_it_is_said(string says)
    {
        await using var authority = await CertificateAuthority.StartAsync(says);
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await authority.RevokeSealAsync();
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        Assert.Equal(SealLevel.BT, SealReader.Read(whole)!.Level);
        Assert.Equal(new SealStatus(SealLevel.BT, SealLack.Revoked), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        Assert.DoesNotContain(await OutboxAsync(scene), message => message.Kind == SealRaiser.OutboxKind);
    }

    [Fact]
    public async Task A_certificate_that_nobody_keeps_track_of_stays_at_its_time_stamp_and_says_why()
    {
        await using var authority = await CertificateAuthority.StartAsync("");
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        Assert.Equal(SealLevel.BT, SealReader.Read(whole)!.Level);
        Assert.Equal(new SealStatus(SealLevel.BT, SealLack.Issuer), await scene.Get<SealQueries>().StatusAsync(scene.QuoteId, Cancel));
        Assert.DoesNotContain(await OutboxAsync(scene), message => message.Kind == SealRaiser.OutboxKind);
    }

    [Fact]
    public async Task Whatever_else_is_added_behind_the_seal_is_told()
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        foreach (var (level, version) in Versions(whole))
        {
            foreach (var (what, altered) in await AddedAsync(scene, version, level))
            {
                var report = await scene.Get<SealCheck>().CheckAsync(altered, Cancel);
                Assert.False(report.IsGenuine, $"{what} on {level} was not seen");
                Assert.True(report.Seal!.WasAddedTo, $"{what} on {level}");
                Assert.Contains("is er iets aan dit bestand toegevoegd", SealCheck.Tell(report)[0], StringComparison.Ordinal);
            }
        }
    }

    /// <summary>So many bits of each version are flipped: CRM_FLIPS, or some hundreds. Fifteen hundred take three minutes.</summary>
    static readonly int Flips = int.TryParse(Environment.GetEnvironmentVariable("CRM_FLIPS"), out var flips) ? flips : 300;

    [Fact]
    public async Task Not_a_bit_of_the_signatures_and_the_proof_can_differ_unseen()
    {
        await using var authority = await CertificateAuthority.StartAsync();
        await using var stamps = await TimeStampAuthority.StartAsync(authority);
        await using var scene = await SigningScene.StartAsync(On.Sqlite);
        scene.SealWith(authority, stamps);
        var (_, whole) = await scene.SignedAsync();
        var random = new Random(20261129);
        foreach (var (level, version) in Versions(whole))
        {
            var places = Proof(version);
            var unseen = new List<int>();
            for (var flip = 0; flip < Flips; flip++)
            {
                var place = places[random.Next(places.Count)];
                version[place] ^= (byte)(1 << flip % 4);
                if (SealReader.Read(version) is { IsIntact: true })
                    unseen.Add(place);
                version[place] ^= (byte)(1 << flip % 4);
            }
            Assert.True(unseen.Count == 0, $"{level}: unseen at {string.Join(", ", unseen.Select(place => $"{place} ({Encoding.Latin1.GetString(version, Math.Max(0, place - 30), 60)})"))}");
        }
    }

    /// <summary>Every byte of the signatures and behind the seal, but for the zeros that fill up a space.</summary>
    static List<int> Proof(byte[] version)
    {
        var written = Encoding.Latin1.GetString(version);
        var start = written.IndexOf("/Contents <", StringComparison.Ordinal);
        var fills = Regex.Matches(written, "0{200,}>").Select(fill => (From: fill.Index, To: fill.Index + fill.Length)).ToList();
        return [.. Enumerable.Range(start, version.Length - start).Where(place => !fills.Exists(fill => place >= fill.From && place < fill.To))];
    }

    /// <summary>The file at each of its levels: every update stands behind the version before it.</summary>
    static List<(SealLevel Level, byte[] Version)> Versions(byte[] whole)
    {
        var proven = PdfDocument.Open(whole).Previous()!;
        return [(SealLevel.BT, proven.Previous()!.Bytes), (SealLevel.BLT, proven.Bytes), (SealLevel.BLTA, whole.ToArray())];
    }

    static async Task<List<(string What, byte[] Altered)>> AddedAsync(SigningScene scene, byte[] version, SealLevel level)
    {
        var document = PdfDocument.Open(version);
        var page = document.Numbers.First(number => document.Object(number) is PdfDictionary one && one.IsOfType("Page"));
        var form = document.Dictionary(document.Root["AcroForm"]);
        var space = PdfTimeStamp.Prepare(document);
        var token = (await scene.Get<TimeStampServer>().StampAsync("something else"u8.ToArray(), Cancel))!;
        List<(string, byte[])> added =
        [
            ("a byte", [.. version, (byte)'\n']),
            ("a note on a page", With(update => update.Set(page, document.Dictionary(new PdfReference(page)).With("Annots", new PdfArray([]))))),
            ("another catalog entry", With(update => update.Set(document.RootNumber, document.Root.With("Lang", PdfValue.Text("xx"))))),
            ("an object that nothing refers to", With(update => update.Add(PdfDictionary.Of()))),
            ("a field without a signature", With(update => update.Set(document.RootNumber, document.Root.With("AcroForm", form.With("Fields", new PdfArray([.. SealUpdate.Fields(document), update.Add(PdfDictionary.Of())])))))),
            ("an empty store", PdfSecurityStore.Append(document, new([], [], []))),
            ("a time stamp of something else", space.Filled(token)),
        ];
        if (level == SealLevel.BT)
        {
            var data = PdfSecurityStore.Read(PdfDocument.Open(await RaisedAsync(scene, version)))!;
            added.Add(("a store with a certificate too many", PdfSecurityStore.Append(document, data with { Certificates = [.. data.Certificates, data.Certificates[0]] })));
            added.Add(("a store without an answer", PdfSecurityStore.Append(document, data with { OcspAnswers = [.. data.OcspAnswers.Skip(1)] })));
            added.Add(("a store with an answer twice", PdfSecurityStore.Append(document, data with { OcspAnswers = [.. data.OcspAnswers, data.OcspAnswers[0]] })));
            added.Add(("a store and a page", Twice(PdfSecurityStore.Append(document, data))));
        }
        return added;

        byte[] With(Action<PdfUpdate> change)
        {
            var update = new PdfUpdate(document);
            change(update);
            return update.Write();
        }

        byte[] Twice(byte[] first)
        {
            var update = new PdfUpdate(PdfDocument.Open(first));
            update.Set(page, PdfDictionary.Of(("Type", PdfValue.Name("Page"))));
            return update.Write();
        }
    }

    static async Task<byte[]> RaisedAsync(SigningScene scene, byte[] version) => (await scene.Get<LongTermSeal>().RaiseAsync(version, Cancel)).File;

    static async Task AcceptedByOthersAsync(CertificateAuthority authority, byte[] version)
    {
        using var pdf = await PdfFile.WriteAsync(version);
        var said = await pdf.RunAsync("pdfsig");
        Assert.Contains("Signature is Valid.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Invalid", said, StringComparison.OrdinalIgnoreCase);
        var check = await pdf.RunAsync("qpdf", "--check");
        Assert.Contains("No syntax or stream encoding errors found", check, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", check, StringComparison.Ordinal);
        var written = Encoding.Latin1.GetString(version);
        foreach (Match range in Regex.Matches(written, @"/SubFilter /(\S+)\s*/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]"))
        {
            var (open, close, rest) = (Number(range, 2), Number(range, 3), Number(range, 4));
            var signature = Convert.FromHexString(written[(open + 1)..(close - 1)]);
            var kind = range.Groups[1].Value == "ETSI.RFC3161" ? "ts" : "cms";
            Assert.Contains(kind == "ts" ? "Verification: OK" : "Verification successful", await authority.VerifyAsync(kind, [.. version[..open], .. version[close..(close + rest)]], signature), StringComparison.Ordinal);
        }

        static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Lets the time pass until the attempt with this number has been made.</summary>
    static async Task RaiseAsync(SigningScene scene, TimeSpan wait, int attempt)
    {
        scene.Server.Clock.Advance(wait);
        await Eventually.TrueAsync(async () =>
        {
            // Again and again: the worker may have gone to sleep only after the time was moved on.
            scene.Server.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await OutboxAsync(scene)).Count(message => message.Kind == SealRaiser.OutboxKind && message.DoneAt is not null) == attempt;
        }, "the seal is raised");
    }

    static Task<List<OutboxMessage>> OutboxAsync(SigningScene scene) => scene.Server.Database.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync(Cancel), Cancel);

    static Task<byte[]> SealedAsync(SigningScene scene) => scene.Server.Database.ReadAsync(
        db => (from quote in db.Quotes join file in db.Files on quote.SealedFileId equals file.Id where quote.Id == scene.QuoteId select file.Bytes).SingleAsync(Cancel), Cancel);
}
