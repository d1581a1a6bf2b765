using Crm.Data;
using Crm.Documents;
using Microsoft.AspNetCore.Components.Forms;

namespace Crm.Quotes.Layout;

/// <summary>A photograph that was chosen on a page. The browser makes it small enough before it is sent.</summary>
static class Photograph
{
    const long Largest = 40_000_000;
    const int LongestBeginning = 16;
    static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    /// <exception cref="IOException">It is larger than it may be.</exception>
    public static async Task<BroughtFile> ReadAsync(IBrowserFile file)
    {
        // A browser says nothing of a file that it cannot show: one that is no picture is not given to it, and of a damaged one it is not waited for.
        if (!QuotePictures.IsPicture(file.Name, await BeginningAsync(file)))
            throw QuotePictures.NoPicture(file.Name);
        // A PNG stays one, for its transparency.
        var (kind, extension) = file.ContentType == "image/png" ? ("image/png", ".png") : ("image/jpeg", ".jpg");
        try
        {
            var small = await file.RequestImageFileAsync(kind, QuotePictures.MaxPixels, QuotePictures.MaxPixels).AsTask().WaitAsync(LongEnough);
            return (await BroughtFile.ReadAsync(small, QuotePictures.MaxBytes)) with { FileName = Path.ChangeExtension(file.Name, extension) };
        }
        catch (TimeoutException)
        {
            throw QuotePictures.NoPicture(file.Name);
        }
    }

    static async Task<byte[]> BeginningAsync(IBrowserFile file)
    {
        await using var stream = file.OpenReadStream(Largest);
        var bytes = new byte[LongestBeginning];
        return bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
